"""员工管理 and 账户管理: who is listed, who leaves and comes, and what a clerk may do."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import step_up
from accounts.actors import actor_of
from accounts.enums import Role, TransferState, UnitRight
from accounts.models import EmployerTransfer, Employment, Invitation, InvitationBatch, Membership, User
from accounts.services import clerks, employers, invitation_batches, people, unit_rights
from applications.enums import ApplicationState as S
from applications.services.transitions import open_moves, perform
from core.errors import Refused
from core.models import AuditEntry
from core.workflow import NotAllowed
from messaging.models import Message
from tests.accounts.test_invitations import HEAD, stranger
from tests.core.books import book
from tests.factories.accounts import (
    actor_for,
    make_employer,
    make_membership,
    make_user,
    sign_in,
)
from tests.factories.applications import OPINION, World
from tests.factories.certificates import make_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return World()


def url(name, *args):
    return reverse(f"admin_portal:{name}", args=args)


def enter(actor, fresh=True):
    client = sign_in(Client(), actor)
    if fresh:
        session = client.session
        step_up.mark_fresh(session)
        session.save()
    return client


def bytes_of(download):
    return download.getvalue()


def clerk_with(world, *rights):
    user = make_user("梁静")
    return actor_of(user, make_membership(user, world.employer, extra_acts=list(rights)))


def test_the_list_shows_people_masked_with_title_and_open_cases(world):
    person = world.applicant.user
    make_certificate(person)
    world.stored(S.EMPLOYER_REVIEW, world.applicant)
    make_user("外人甲", employer=make_employer())
    page = enter(world.owner).get(url("employee_list")).content.decode()
    assert person.name in page
    assert person.id_number not in page
    assert person.id_number[-4:] in page
    assert person.mobile not in page
    assert "在办 1 件" in page
    assert "累计 1 件" in page
    assert "外人甲" not in page


def test_the_list_is_narrowed_by_applications_and_titles(world):
    busy, idle = world.applicant.user, make_user("陆小凤", employer=world.employer)
    world.stored(S.EMPLOYER_REVIEW, world.applicant)
    world.stored(S.REJECTED_BY_EMPLOYER, world.applicant)
    make_certificate(idle)
    client = enter(world.owner)

    def shown(**asked):
        answer = client.post(url("employee_search"), {"q": "", **asked})
        page = client.get(answer.url).content.decode()
        return {person.name for person in (busy, idle) if person.name in page}, page

    found, page = shown(cases="with")
    assert found == {busy.name}
    assert "在办 1 件" in page
    assert "累计 2 件" in page
    assert f"person={busy.public_id}" in page
    assert shown(cases="without")[0] == {idle.name}
    assert shown(held="with")[0] == {idle.name}
    assert shown(held="without", q="陆")[0] == set()
    assert "没有符合条件的人员" in shown(held="without", q="陆")[1]
    assert shown()[0] == {busy.name, idle.name}
    assert client.get(f"{url('employee_list')}?cases=x&held=y").status_code == 200


@pytest.mark.parametrize("words", ["秀芳", "huangxiu", "hxf", "HXF"])
def test_people_are_found_by_name_and_pinyin(world, words):
    wanted = make_user("黄秀芳", employer=world.employer)
    make_user("陆小凤", employer=world.employer)
    found = people.named_like(people.people_of(world.employer.pk), words)
    assert wanted in found
    assert "陆小凤" not in {person.name for person in found}


def test_a_document_number_is_searched_and_never_stands_in_the_address(world):
    wanted = make_user("黄秀芳", employer=world.employer)
    stranger_ = make_user("外人甲")
    client = enter(world.owner)
    answer = client.post(url("employee_search"), {"q": wanted.id_number})
    assert wanted.id_number not in answer.url
    page = client.get(answer.url).content.decode()
    assert "黄秀芳" in page
    answer = client.post(url("employee_search"), {"q": stranger_.id_number})
    assert "没有查到这个人" in client.get(answer.url).content.decode()
    assert client.get(f"{url('employee_list')}?person=x").status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(world):
    client = enter(world.owner)
    client.get(url("employee_list"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("employee_list"))
    for _ in range(6):
        make_certificate(make_user(employer=world.employer))
    with CaptureQueriesContext(connection) as many:
        client.get(url("employee_list"))
    assert len(many) == len(one)


def test_leaving_tells_the_person_keeps_cases_and_history(world):
    person = world.applicant.user
    employers.choose_employer(world.employer, actor=world.applicant)
    case = world.stored(S.EMPLOYER_REVIEW, world.applicant)
    client = enter(world.owner)
    page = client.get(url("employee_detail", person.public_id)).content.decode()
    assert "已经报送到本单位的 1 件申报不受影响" in page
    assert client.post(url("employee_leave", person.public_id), {"reason": " "}).status_code == 422
    assert client.post(url("employee_leave", person.public_id), {"reason": "合同到期"}).status_code == 302
    person.refresh_from_db()
    case.refresh_from_db()
    assert (person.employer, case.employer, case.state) == (None, world.employer, S.EMPLOYER_REVIEW)
    assert Employment.objects.get(user=person).left_note == "合同到期"
    assert "合同到期" in Message.objects.get(recipient=person, template_code="employer_left").body
    assert client.post(url("employee_leave", person.public_id), {"reason": "再来"}).status_code == 404
    assert "合同到期" in client.get(f"{url('employee_list')}?tab=history").content.decode()
    with pytest.raises(Refused, match="已经不在本单位"):
        people.leave(person, reason="x", actor=world.owner)


def test_an_arriving_person_is_confirmed_or_refused_with_a_reason(world):
    former = make_employer()
    asked = [make_user(name, employer=former) for name in ("韦一", "韦二")]
    rows = [
        EmployerTransfer.objects.create(person=person, from_employer=former, to_employer=world.employer)
        for person in asked
    ]
    client = enter(world.owner)
    page = client.get(f"{url('employee_list')}?tab=transfers").content.decode()
    assert "韦一" in page
    seen = {"version": int(page.split('name="version" value="')[1].split('"')[0])}
    refuse = url("transfer_decide", rows[0].public_id, "refuse")
    assert client.post(refuse, seen | {"opinion": ""}).status_code == 422
    assert client.post(refuse, {"opinion": "查无此人"}).status_code == 409, "a page of no version"
    for _ in range(2):
        assert client.post(refuse, seen | {"opinion": "查无此人"}).status_code == 302, "twice is as once"
    assert client.post(url("transfer_decide", rows[1].public_id, "confirm"), seen).status_code == 302
    for row, person in zip(rows, asked, strict=True):
        row.refresh_from_db()
        person.refresh_from_db()
    assert [row.state for row in rows] == [TransferState.REFUSED, TransferState.EFFECTIVE]
    assert [person.employer for person in asked] == [former, world.employer]
    assert client.post(url("transfer_decide", rows[0].public_id, "confirm"), seen).status_code == 409
    stranger_ = enter(actor_for(house=make_employer(), role=Role.OWNER))
    assert stranger_.post(url("transfer_decide", rows[0].public_id, "confirm")).status_code == 404


def test_a_clerk_without_review_sees_the_case_and_decides_nothing(world):
    case = world.submitted()
    looker, reviewer = clerk_with(world), clerk_with(world, UnitRight.REVIEW)
    exporter = clerk_with(world, UnitRight.EXPORT)
    assert open_moves(case, looker) == []
    assert {move.name for move in open_moves(case, reviewer)} >= {"endorse", "reject_by_employer"}
    with pytest.raises(NotAllowed):
        perform(case, "endorse", actor=looker, data=OPINION)
    client = enter(looker)
    desk = client.get(url("employer_application_detail", case.public_id))
    assert "没有“审核推荐”权限，可以查看申报，不能办理" in desk.content.decode()
    listed = [enter(who).get(url("employer_application_list")).content for who in (looker, exporter)]
    assert [b"roster" in page for page in listed] == [False, True]
    client = enter(looker)
    assert client.post(url("employer_application_export")).status_code == 409
    assert client.get(url("employee_list")).status_code == 403
    download = enter(exporter).post(url("employer_application_export"))
    assert bytes_of(download).startswith(b"PK")


def new_clerk(client, **changes):
    data = {"name": "施明月", "staff_name": "unit-clerk", "mobile": "", "rights": ["unit_review"], **changes}
    return client.post(url("clerk_create"), data)


def test_the_owner_opens_an_account_whose_secret_is_shown_once(world):
    client = enter(world.owner)
    shown = new_clerk(client)
    membership = Membership.objects.get(user__name="施明月")
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "private, no-store"
    assert membership.extra_acts == ["unit_review"]
    assert membership.user.must_change_password
    secret = shown.context["secret"]
    assert membership.user.check_password(secret)
    assert secret not in client.get(url("clerk_detail", membership.public_id)).content.decode()
    assert new_clerk(client).status_code == 409
    assert new_clerk(client, staff_name="Bad Name").status_code == 422
    assert User.objects.filter(name="施明月").count() == 1


def test_rights_are_set_and_nobody_grants_what_they_lack(world):
    membership = clerk_with(world).membership
    page, data = url("clerk_rights", membership.public_id), {"rights": ["unit_people"], "version": "1"}
    assert enter(world.owner).post(page, data).status_code == 302
    membership.refresh_from_db()
    assert membership.extra_acts == ["unit_people"]
    entry = AuditEntry.objects.filter(event="accounts.clerk_rights_set").latest("pk")
    assert entry.data["rights"] == ["unit_people"]
    with pytest.raises(Refused, match="只有单位账户"):
        clerks.set_rights(membership, ["unit_review"], expected_version=2, actor=world.clerk)
    assert enter(world.clerk).get(url("clerk_list")).status_code == 403


def test_rights_set_in_another_window_are_not_overwritten_unseen(world):
    membership = clerk_with(world).membership
    client, page = enter(world.owner), url("clerk_rights", membership.public_id)
    shown = client.get(url("clerk_detail", membership.public_id)).context["rights_form"]
    seen = {"version": shown["version"].value()}
    clerks.set_rights(membership, ["unit_people"], expected_version=1, actor=world.owner)
    late = client.post(page, {"rights": ["unit_review"], **seen})
    form = late.context["rights_form"]
    assert late.status_code == 409
    assert "刚刚有人改过" in late.content.decode()
    assert form.conflict == [(form["rights"].label, UnitRight.REVIEW.label, UnitRight.PEOPLE.label)]
    assert form["rights"].value() == ["unit_review"]
    assert client.post(page, {"rights": ["unit_people"], **seen}).status_code == 302
    membership.refresh_from_db()
    assert (membership.extra_acts, membership.version) == (["unit_people"], 2)
    again = {"rights": form["rights"].value(), "version": form["version"].value()}
    assert client.post(page, again).status_code == 302
    membership.refresh_from_db()
    assert membership.extra_acts == ["unit_review"]


def test_a_disabled_clerk_is_out_at_once_and_back_when_enabled(world):
    owner = enter(world.owner)
    new_clerk(owner)
    membership = Membership.objects.get(user__name="施明月")
    User.objects.filter(pk=membership.user_id).update(must_change_password=False)
    membership.user.refresh_from_db()
    clerk = sign_in(Client(), actor_of(membership.user, membership))
    assert clerk.get(url("employer_dashboard")).status_code == 200
    assert owner.post(url("clerk_disable", membership.public_id), {"note": ""}).status_code == 422
    for note in ("\u202e\u200b", "调离", "再点一次"):
        owner.post(url("clerk_disable", membership.public_id), {"note": note})
    (entry,) = AuditEntry.objects.filter(event="accounts.clerk_disabled")
    assert entry.data == {"note": "调离"}
    assert clerk.get(url("employer_dashboard")).status_code == 302
    membership.user.refresh_from_db()
    assert not membership.user.is_active
    owner.post(url("clerk_enable", membership.public_id))
    membership.user.refresh_from_db()
    assert membership.user.is_active
    assert Membership.objects.current().filter(pk=membership.pk).exists()


def test_a_personal_account_is_disabled_here_only_and_never_taken_over(world):
    membership = clerk_with(world).membership
    with pytest.raises(Refused, match="忘记密码"):
        clerks.reset_secret(membership, actor=world.owner)
    clerks.disable(membership, note="调离", actor=world.owner)
    membership.user.refresh_from_db()
    assert membership.user.is_active
    assert not Membership.objects.current().filter(pk=membership.pk).exists()


def test_the_owner_cannot_touch_the_own_account_nor_another_units(world):
    own = make_membership(world.owner.user, world.employer)
    with pytest.raises(Refused, match="自己的账户"):
        clerks.disable(own, note="x", actor=world.owner)
    foreign = actor_for(house=make_employer()).membership
    assert enter(world.owner).post(url("clerk_disable", foreign.public_id), {"note": "x"}).status_code == 404


def test_dangerous_pages_ask_for_a_proof_first(world):
    client = enter(world.owner, fresh=False)
    assert "secret" not in (new_clerk(client).context or {})
    assert not Membership.objects.filter(user__name="施明月").exists()


def test_a_workbook_goes_from_upload_to_results_over_http(world, django_capture_on_commit_callbacks):
    client = enter(world.owner)
    upload = url("invitation_upload")
    assert client.post(upload).status_code == 422
    assert client.post(upload, {"file": SimpleUploadedFile("a.xlsx", b"x,y")}).status_code == 422
    content = book(HEAD, stranger(1), ("", "", "450103199001010011", "1"))
    page = client.post(upload, {"file": SimpleUploadedFile("a.xlsx", content)})
    batch = InvitationBatch.objects.get()
    report = client.get(page.url).content.decode()
    assert "还没有发出任何邀请" in report
    assert "没有填写姓名" in report
    assert stranger(1)[2] not in report
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url("invitation_import", batch.public_id)).status_code == 302
    assert Invitation.objects.count() == 1
    results = client.get(url("invitation_batch", batch.public_id)).content.decode()
    assert "已发出邀请" in results
    again = client.post(upload, {"file": SimpleUploadedFile("b.xlsx", content)}, follow=True).content.decode()
    assert "这个文件已导入" in again
    assert client.post(url("invitation_import", batch.public_id)).status_code == 409
    assert client.post(url("invitation_discard", batch.public_id)).status_code == 409
    download = client.post(url("invitation_report", batch.public_id))
    assert bytes_of(download).startswith(b"PK")
    template = bytes_of(client.get(url("invitation_template")))
    with pytest.raises(Refused, match="还没有填写内容"):
        invitation_batches.check_file(template, actor=world.owner)


def test_a_strangers_batch_and_invitation_are_not_found(world):
    batch = invitation_batches.check_file(book(HEAD, stranger(1)), actor=world.owner)[0]
    client = enter(actor_for(house=make_employer(), role=Role.OWNER))
    assert client.get(url("invitation_batch", batch.public_id)).status_code == 404
    for page in ("import", "discard", "report"):
        assert client.post(url(f"invitation_{page}", batch.public_id)).status_code == 404


def test_clerks_hold_what_was_granted_and_owners_everything(world):
    assert unit_rights.rights_of(world.owner) == set(UnitRight.values)
    assert unit_rights.rights_of(clerk_with(world, UnitRight.EXPORT)) == {UnitRight.EXPORT}
    assert unit_rights.rights_of(world.officer) == frozenset()
    assert unit_rights.rights_of(None) == frozenset()
