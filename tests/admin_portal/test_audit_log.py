"""操作日志: who reads which entries, how they are found, and what reading leaves behind."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.actors import actor_of
from accounts.enums import Role
from accounts.models import EmployerTransfer, IdentityCorrection, Invitation, Membership
from admin_portal import audit_export
from admin_portal.forms.audit import AuditFilter
from core import audit, outbox, sealing, tasks
from core.models import (
    AuditCheck,
    AuditEntry,
    OutboxRow,
    OutboxState,
    Progress,
    StoredDocument,
)
from messaging import reference
from messaging.models import Delivery, Message
from tests.factories.accounts import (
    PASSWORD,
    actor_for,
    auditor_of,
    make_employer,
    make_office,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db
LIST = "/office/audit/"


@pytest.fixture
def root():
    return make_office("450000", level="regional")


@pytest.fixture
def office(root):
    return make_office("450700", parent=root)


@pytest.fixture
def auditor(office):
    return auditor_of(office, make_user("宁海燕"))


def browser(actor):
    return sign_in(Client(), actor)


def did(actor, event="accounts.signed_in", subject=None, **data):
    with transaction.atomic():
        return audit.record(event, subject=subject or actor.user, actor=actor, **data)


def clerk_of(house, name):
    return actor_for(make_user(name), house, Role.CLERK)


def test_the_auditor_reads_what_own_staff_and_employers_of_the_branch_did(auditor, office):
    below = make_office("450721", parent=office, level="county")
    readers = [
        clerk_of(office, "本办甲"),
        clerk_of(below, "下级乙"),
        clerk_of(make_employer(office=below), "单位丙"),
    ]
    stranger = clerk_of(make_office("450100", parent=office.parent), "外办丁")
    applicant = actor_of(make_user("申报人戊"))
    for actor in (*readers, stranger, applicant):
        did(actor, method="password")
    page = browser(auditor).get(LIST).content.decode()
    assert all(name in page for name in ("本办甲", "下级乙", "单位丙"))
    assert "外办丁" not in page
    assert "申报人戊" not in page


def test_the_auditor_of_the_root_office_reads_everything_and_who_is_none_nothing(root, office):
    did(actor_of(make_user("申报人戊")), method="sms")
    assert "申报人戊" in browser(auditor_of(root)).get(LIST).content.decode()
    for role in (Role.CLERK, Role.ADMIN):
        for house in (root, office):
            assert browser(actor_for(None, house, role)).get(LIST).status_code == 403
    assert browser(actor_for(None, office, Role.BOOTSTRAP)).get(LIST).status_code == 403


def test_requests_are_named_by_the_person_they_are_about(auditor, office):
    employer = make_employer(office=office)
    clerk, person = clerk_of(employer, "单位丙"), make_user("覃小燕", employer=make_employer())
    transfer = EmployerTransfer.objects.create(
        person=person, from_employer=person.employer, to_employer=employer
    )
    invitation = Invitation.objects.create(
        employer=employer, name="蒙永强", expires_at=timezone.now(), invited_by=clerk.user
    )
    correction = IdentityCorrection.objects.create(person=person, old_name="覃晓燕", new_name="覃小燕")
    did(clerk, "accounts.transfer_moved", subject=transfer, move="确认调入", from_state="", to_state="")
    did(clerk, "accounts.invitation_withdrawn", subject=invitation, employer=employer.name)
    did(clerk, "accounts.correction_saved", subject=correction)
    page = browser(auditor).get(LIST).content.decode()
    for words in ("单位调整 覃小燕", "邀请 蒙永强", "更正申请 覃晓燕"):
        assert words in page


def search(actor, **fields):
    return browser(actor).post("/office/audit/search/", fields)


def test_a_document_number_becomes_the_person_and_stands_in_no_address(auditor, office):
    clerk, other = clerk_of(office, "本办甲"), clerk_of(office, "本办乙")
    did(clerk, method="password")
    did(other, method="password")
    answer = search(auditor, who=clerk.user.id_number)
    assert clerk.user.id_number not in answer.url
    page = browser(auditor).get(answer.url).content.decode()
    assert "本办甲" in page
    assert "本办乙" not in page
    assert clerk.user.id_number not in page
    nobody = browser(auditor).get(search(auditor, who="450103199001019999").url)
    assert "没有符合条件的记录" in nobody.content.decode()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"who": "本办甲"}, 2),
        ({"action": "accounts.signed_out"}, 1),
        ({"action": "disclosures"}, 1),
        ({"who": "本办甲", "action": "accounts.signed_in"}, 1),
        ({"since": "2020-01-01", "until": "2020-01-02"}, 0),
    ],
)
def test_it_is_found_by_person_action_and_time(auditor, office, fields, found):
    clerk, other = clerk_of(office, "本办甲"), clerk_of(office, "本办乙")
    did(clerk, method="password")
    did(clerk, "accounts.signed_out")
    did(other, "core.file_opened", spec="portrait")
    page = browser(auditor).get(LIST, fields)
    assert len(page.context["page"].rows) == found


def test_days_are_those_of_the_wall_clock_here_and_both_ends_count(auditor, office):
    did(clerk_of(office, "本办甲"), method="password")
    today = timezone.localdate()
    assert len(browser(auditor).get(LIST, {"since": today, "until": today}).context["page"].rows) == 1
    yesterday = today - timedelta(days=1)
    assert browser(auditor).get(LIST, {"until": yesterday}).context["page"].rows == []
    wrong = search(auditor, since=str(today), until=str(yesterday))
    assert wrong.status_code == 422
    assert "结束日期早于开始日期" in wrong.content.decode()


def test_everything_done_to_an_own_employer_is_found_by_its_code(auditor, office):
    employer = make_employer("钦州市第二中学", office=office, usci="124507004999403035")
    applicant = actor_of(make_user("申报人戊"))
    did(applicant, "accounts.employer_chosen", subject=employer)
    page = browser(auditor).get(search(auditor, what="124507004999403035").url).content.decode()
    assert "申报人戊" in page
    assert "单位 钦州市第二中学" in page
    elsewhere = make_employer("外地中学", office=make_office("450100", parent=office.parent))
    did(applicant, "accounts.employer_chosen", subject=elsewhere)
    assert browser(auditor).get(search(auditor, what="外地中学").url).context["page"].rows == []


def exported(auditor, query=""):
    """Order a workbook and let the worker write it; returns the finished job."""
    answer = browser(auditor).post(f"/office/audit/export/{query}", {"step_up_secret": PASSWORD})
    row = OutboxRow.objects.get(kind=audit_export.MAKE, state=OutboxState.WAITING)
    assert answer.url == reverse("core:progress_detail", args=[row.subject_id])
    outbox.run(row.pk)
    return Progress.objects.get(public_id=row.subject_id)


def test_looking_and_exporting_are_recorded_and_the_export_is_text(auditor, office):
    reference.texts()
    did(clerk_of(office, "=1+1"), method="password")
    browser(auditor).get(search(auditor, who="=1+1").url)
    assert AuditEntry.objects.get(event="admin_portal.audit_searched").data == {"filters": ["who"]}
    assert "再次核对身份" in browser(auditor).post("/office/audit/export/").content.decode()
    job = exported(auditor, "?who=%3D1%2B1")
    assert (job.state, job.done, job.total) == ("done", 1, 1)
    answer = browser(auditor).get(job.result_url)
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet["B2"].value == "=1+1"
    assert sheet["B2"].data_type == "s"
    assert sheet.max_row == 2
    assert AuditEntry.objects.get(event="admin_portal.audit_exported").data["count"] == 1
    assert Message.objects.get(template_code="audit_export_ready").recipient == auditor.user


def test_an_export_is_bounded_and_open_to_whoever_asked_for_a_day(auditor, office, monkeypatch, time_machine):
    reference.texts()
    monkeypatch.setattr(audit_export, "MOST", 2)
    monkeypatch.setattr(audit_export, "CHUNK", 1)
    for _ in range(3):
        did(clerk_of(office, "本办甲"), method="password")
    job = exported(auditor)
    assert (job.done, job.total) == (2, 2)
    audit_export.make(job.public_id, membership=str(auditor.membership.public_id), query="", newest=0)
    assert StoredDocument.objects.count() == 1
    assert browser(auditor_of(office)).get(job.result_url).status_code == 404
    Membership.objects.filter(pk=auditor.membership.pk).update(extra_acts=[])
    assert browser(auditor).get(job.result_url).status_code == 404
    with transaction.atomic():
        other = audit_export.order(AuditFilter(QueryDict(), actor=auditor), actor=auditor)
    audit_export.make(other.public_id, membership=str(auditor.membership.public_id), query="", newest=0)
    other.refresh_from_db()
    assert other.state == "failed"
    assert audit_export.clean() == 0
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert audit_export.clean() == 1


def test_it_takes_the_same_statements_for_one_entry_and_for_many(auditor, office):
    client = browser(auditor)
    did(clerk_of(office, "本办甲"), method="password")
    client.get(LIST)
    first = count_of(client)
    for serial in range(24):
        did(clerk_of(office, f"本办{serial}"), method="password")
    assert count_of(client) == first


def count_of(client):
    with CaptureQueriesContext(connection) as caught:
        client.get(LIST)
    return len(caught)


def test_the_nightly_check_is_published_and_a_broken_chain_rings(client, root):
    reference.texts()
    boss = actor_for(None, root, Role.ADMIN)
    did(boss, method="password")
    sealing.seal()
    assert tasks.check_audit() is None
    assert not Message.objects.exists()
    AuditEntry.objects.update(data={"method": "sms"})
    tasks.check_audit()
    assert Message.objects.get(template_code="audit_broken").recipient == boss.user
    assert "1 处不符" in Delivery.objects.get(channel="sms").body
    auditor = auditor_of(root)
    tasks.check_audit()
    assert set(Message.objects.values_list("recipient", flat=True)) == {boss.user.pk, auditor.user.pk}
    assert Message.objects.filter(recipient=auditor.user).count() == 1
    assert "日志可能被人改动过" in browser(auditor).get(LIST).content.decode()
    page = client.get(reverse("core:audit_head_list")).content.decode()
    assert AuditCheck.objects.latest("pk").hash in page
    assert "发现 1 处不符" in page
    assert "完整" in page


def test_codes_are_read_as_words(auditor, office):
    clerk = clerk_of(office, "本办甲")
    did(clerk, method="password")
    did(clerk, "applications.created", kind="recognition", level_group="junior")
    did(clerk, "applications.section_saved", section="work_summary")
    did(
        clerk,
        "applications.moved",
        move="return_to_applicant",
        from_state="office_review",
        to_state="returned",
    )
    page = browser(auditor).get(LIST).content.decode()
    for words in ("（密码）", "职称认定", "工作小结", "退回个人修改", "待完善（已退回）"):
        assert words in page
    assert "return_to_applicant" not in page
