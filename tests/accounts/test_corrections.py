"""更正: papers first, the office of the employer decides, and the account changes in one piece."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import CorrectionState as S
from accounts.models import IdentityCorrection, LoginIdentifier, User
from accounts.services import correction_files, corrections, identifiers
from accounts.services.correction_rights import visible_to
from admin_portal.correction_list import CorrectionList
from catalogue.models import WorkdayYear
from core import uploads
from core.errors import Refused
from core.models import AuditEntry, StoredFile
from core.workflow import NotAllowed
from messaging.models import Delivery, Message
from tests.core.pictures import encoded, scene
from tests.factories.accounts import (
    actor_for,
    make_employer,
    make_id_number,
    make_office,
    make_user,
    sign_in,
)

NEW_NUMBER = make_id_number(123, born=date(1985, 5, 6))
ANSWERS = {
    "name": "黄秀芬",
    "document_kind": "resident_id",
    "nationality": "CHN",
    "id_number": NEW_NUMBER,
    "reason": "注册时写错了一个字",
}


@pytest.fixture
def stage(texts, settings, tmp_path):
    """A person of an employer, the deciding office, another one, and the regional office."""
    settings.MEDIA_ROOT = tmp_path

    class Stage:
        regional = make_office("000001", level="regional")
        office = make_office("070001", parent=regional)
        person = actor_for(make_user("黄秀芳", employer=make_employer(office=office)))
        officer, other = actor_for(house=office), actor_for(house=make_office("080001"))
        above = actor_for(house=regional)

    return Stage


def add_papers(correction, actor):
    for spec in correction_files.SPECS:
        picture = encoded(scene(420, 540), "JPEG")
        correction_files.add_file(correction, spec, picture, name="a.jpg", actor=actor)


def handed_in(stage, actor=None, **changes):
    actor = actor or stage.person
    correction = corrections.open_request(ANSWERS | changes, actor=actor)
    add_papers(correction, actor)
    return corrections.perform(correction, "submit", actor=actor)


def test_the_road_by_the_pages(stage, client):
    sign_in(client, stage.person)
    page = client.get(reverse("accounts:correction_create")).content.decode()
    assert "qrczgb@163.com" in page
    assert stage.person.user.id_number not in page
    answer = client.post(reverse("accounts:correction_create"), ANSWERS)
    correction = IdentityCorrection.objects.get()
    assert answer.url == reverse("accounts:correction_detail", args=[correction.public_id])
    submit = reverse("accounts:correction_transition", args=[correction.public_id, "submit"])
    seen = {"version": correction.version}
    refused = client.post(submit, seen)
    assert refused.status_code == 409
    assert "还缺材料" in refused.content.decode()
    for spec in correction_files.SPECS:
        url = reverse("accounts:correction_file_add", args=[correction.public_id, spec.code])
        assert client.post(url, {"file": encoded(scene(420, 540), "JPEG")}).status_code == 302
    assert client.post(url, {}).status_code == 422
    last = StoredFile.objects.last()
    gone = reverse("accounts:correction_file_delete", args=[correction.public_id, last.public_id])
    assert client.post(gone).status_code == 302
    assert not StoredFile.objects.filter(pk=last.pk).exists()
    assert client.post(url, {"file": encoded(scene(420, 540), "JPEG")}).status_code == 302
    assert client.post(submit, seen).status_code == 302
    page = client.get(answer.url).content.decode()
    assert "待职改办审核" in page
    assert "撤回申请" in page
    assert NEW_NUMBER not in page
    assert client.post(answer.url, ANSWERS).status_code == 409


def test_the_office_sees_last_four_and_in_full_only_for_a_reason(stage, client):
    correction = handed_in(stage)
    sign_in(client, stage.officer)
    detail = reverse("admin_portal:correction_detail", args=[correction.public_id])
    assert "黄秀芳" in client.get(reverse("admin_portal:correction_list")).content.decode()
    assert NEW_NUMBER not in client.get(detail).content.decode()
    reveal = reverse("admin_portal:correction_reveal", args=[correction.public_id])
    assert client.post(reveal, {"reason": ""}).status_code == 422
    shown = client.post(reveal, {"reason": "对照证件"})
    assert NEW_NUMBER in shown.content.decode()
    assert shown["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.get(event="accounts.correction_revealed").data == {"reason": "对照证件"}


def test_approval_changes_account_and_sign_in_and_tells_everywhere(stage, client):
    correction, person = handed_in(stage), stage.person.user
    old_digest = identifiers.of_document("resident_id", person.id_number)
    sign_in(client, stage.person)
    done = corrections.perform(correction, "approve", actor=stage.officer, data={})
    changed = User.objects.get(pk=person.pk)
    assert (changed.name, changed.name_pinyin, changed.id_number) == ("黄秀芬", "huangxiufen", NEW_NUMBER)
    assert (changed.birth_on, changed.sex, done.state) == (date(1985, 5, 6), "male", S.APPROVED)
    digests = LoginIdentifier.objects.filter(user=person, kind="id_number").values_list("digest", flat=True)
    assert list(digests) == [identifiers.of_document("resident_id", NEW_NUMBER)]
    assert not LoginIdentifier.objects.filter(digest=old_digest).exists()
    assert Message.objects.filter(recipient=person, template_code="correction_approved").exists()
    sent = Delivery.objects.filter(recipient=person, template_code="correction_approved")
    assert set(sent.values_list("channel", flat=True)) == {"sms", "email"}
    entry = AuditEntry.objects.get(event="accounts.identity_corrected")
    assert entry.data["fields"] == ["name", "id_number"]
    assert NEW_NUMBER not in str(entry.data)
    assert client.get(reverse("accounts:correction_create")).status_code == 302


def test_a_number_that_is_somebody_elses_changes_nothing(stage):
    other = make_user(id_number=NEW_NUMBER)
    correction = handed_in(stage)
    with pytest.raises(Refused, match="另一个账户"):
        corrections.perform(correction, "approve", actor=stage.officer, data={})
    correction.refresh_from_db()
    assert correction.state == S.OFFICE_REVIEW
    assert User.objects.get(pk=stage.person.user.pk).name == "黄秀芳"
    assert (
        LoginIdentifier.objects.get(digest=identifiers.of_document("resident_id", NEW_NUMBER)).user == other
    )


def test_return_and_hand_in_again(stage, client):
    correction = handed_in(stage)
    with pytest.raises(Refused, match="请写明理由"):
        corrections.perform(correction, "return", actor=stage.officer, data={"opinion": ""})
    corrections.perform(correction, "return", actor=stage.officer, data={"opinion": "公章看不清"})
    sign_in(client, stage.person)
    detail = reverse("accounts:correction_detail", args=[correction.public_id])
    page = client.get(detail).content.decode()
    assert page.index("公章看不清") < page.index("更正内容")
    seen = {"version": client.get(detail).context["form"]["version"].value()}
    assert client.post(detail, ANSWERS | seen | {"name": "黄秀"}).status_code == 302
    assert client.post(detail, ANSWERS | seen | {"id_number": "123"}).status_code == 422
    correction.refresh_from_db()
    assert correction.new_name == "黄秀"
    again = corrections.perform(correction, "submit", actor=stage.person)
    assert (
        corrections.perform(again, "reject", actor=stage.officer, data={"opinion": "不符"}).state
        == S.REJECTED
    )


def test_two_windows_never_overwrite_each_other_unseen(stage, client):
    correction = corrections.open_request(ANSWERS, actor=stage.person)
    add_papers(correction, stage.person)
    sign_in(client, stage.person)
    detail = reverse("accounts:correction_detail", args=[correction.public_id])
    mine = ANSWERS | {"version": 1, "name": "黄秀"}
    corrections.save_request(correction, ANSWERS | {"name": "黄秀分"}, expected_version=1, actor=stage.person)
    late = client.post(detail, mine)
    form = late.context["form"]
    assert (late.status_code, form.conflict) == (409, [("姓名", "黄秀", "黄秀分")])
    assert "在别的窗口保存过" in late.content.decode()
    submit = reverse("accounts:correction_transition", args=[correction.public_id, "submit"])
    assert client.post(submit, {"version": 1}).status_code == 409
    correction.refresh_from_db()
    assert (correction.new_name, correction.state) == ("黄秀分", S.DRAFT)
    assert client.post(detail, mine | {"name": "黄秀分"}).status_code == 302
    assert client.post(detail, mine | {"version": form["version"].value()}).status_code == 302
    correction.refresh_from_db()
    assert (correction.new_name, correction.version) == ("黄秀", 3)


def test_who_may_see_and_decide(stage):
    correction = handed_in(stage)
    file = StoredFile.objects.first()
    own_office = actor_for(stage.person.user, stage.office)
    for actor in (stage.other, stage.above, actor_for(), actor_for(house=make_employer(office=stage.office))):
        assert not visible_to(actor).exists()
        assert not uploads.may_read(actor, file)
        with pytest.raises(NotAllowed):
            corrections.perform(correction, "approve", actor=actor, data={})
    with pytest.raises(NotAllowed):
        corrections.perform(correction, "approve", actor=own_office, data={})
    assert uploads.may_read(stage.officer, file)
    assert uploads.may_read(stage.person, file)


def test_without_an_employer_the_regional_office_decides(stage):
    nobodys = actor_for(make_user("韦小明"))
    correction = handed_in(stage, nobodys, id_number=make_id_number(9, born=date(1980, 2, 3)))
    assert correction.office == stage.regional
    assert list(visible_to(stage.above)) == [correction]


def test_one_open_request_and_something_must_change(stage):
    user = stage.person.user
    same = {"name": user.name, "id_number": user.id_number}
    with pytest.raises(Refused, match="不用申请更正"):
        corrections.open_request(ANSWERS | same, actor=stage.person)
    first = corrections.open_request(ANSWERS, actor=stage.person)
    with pytest.raises(Refused, match="还没有办完"):
        corrections.open_request(ANSWERS, actor=stage.person)
    corrections.perform(first, "withdraw", actor=stage.person)
    assert corrections.open_request(ANSWERS, actor=stage.person).state == S.DRAFT


def test_the_list_of_the_office_marks_what_is_late(stage, monkeypatch):
    """Handed in on a Monday without holidays: three working days are promised."""
    handed_in(stage)
    IdentityCorrection.objects.update(submitted_at=datetime(2026, 9, 7, 4, tzinfo=UTC))
    WorkdayYear.objects.create(year=2026)
    for today, words in (("09-09", "剩 1 天"), ("09-10", "今天到期"), ("09-11", "超 1 天")):
        noon = datetime.fromisoformat(f"2026-{today}T04:00:00+00:00")
        monkeypatch.setattr(timezone, "now", lambda noon=noon: noon)
        (row,) = CorrectionList(stage.officer, QueryDict()).page().rows
        assert row.sla.words == words
    monkeypatch.undo()
    office = sign_in(Client(), stage.officer)
    assert "办理时限" in office.get(reverse("admin_portal:correction_list")).content.decode()
    closed = office.get(reverse("admin_portal:correction_list"), {"tab": "closed"}).content.decode()
    assert "办理时限" not in closed
