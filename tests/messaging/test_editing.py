"""Texts in the hands of an office: placeholders, versions, the loader, trials; and the register of events."""

import csv

import pytest

from accounts.enums import Role
from core.errors import Refused, Stale, TooMany
from core.models import AuditEntry
from messaging import editing, placeholders, reference, services
from messaging.event_register import event, events
from messaging.models import Delivery, Message, MessageTemplate, TextVersion
from tests.factories.accounts import actor_for, make_office, make_user

pytestmark = pytest.mark.django_db
LONGER = "您的{kind}申报已成功提交，请等待单位审核。"


@pytest.fixture
def admin(texts):
    return actor_for(house=make_office("000001", level="regional"), role=Role.ADMIN)


@pytest.fixture
def sms(texts):
    return MessageTemplate.objects.get(code="application_submitted", channel="sms")


def save(template, body, actor, **changes):
    given = {
        "subject": template.subject,
        "provider_code": "",
        "expected_version": template.version,
        **changes,
    }
    return editing.save(template, body=body, actor=actor, **given)


def test_an_edited_text_is_what_people_get_and_the_loader_leaves_it(admin, sms):
    save(sms, LONGER, admin)
    reference.texts()
    services.notify(
        make_user(),
        "application_submitted",
        context={"kind": "职称认定", "application_number": "1", "title_path": "工程"},
        sms=True,
        mobile="13907771234",
    )
    assert Delivery.objects.get().body == "您的职称认定申报已成功提交，请等待单位审核。"
    kept = MessageTemplate.objects.get(pk=sms.pk)
    assert (kept.body, kept.is_edited, kept.shipped_body) == (LONGER, True, sms.body)


def test_restoring_brings_the_shipped_words_back_and_keeps_both_versions(admin, sms):
    edited = save(sms, LONGER, admin, provider_code="SMS_1")
    back = editing.restore(edited, expected_version=edited.version, actor=admin)
    assert (back.body, back.is_edited, back.provider_code) == (sms.body, False, "")
    versions = TextVersion.objects.order_by("number").values_list("number", "body", "replaced_by")
    assert list(versions) == [(1, sms.body, admin.user.pk), (2, LONGER, admin.user.pk)]
    assert set(AuditEntry.objects.values_list("event", flat=True)) == {
        "messaging.text_changed",
        "messaging.text_restored",
    }
    with pytest.raises(Refused, match="默认"):
        editing.restore(back, expected_version=back.version, actor=admin)


def test_who_saves_second_is_told(admin, sms):
    save(sms, LONGER, admin)
    with pytest.raises(Stale):
        save(sms, "您的{kind}申报已提交。", admin)


def test_saving_the_same_is_no_version(admin, sms):
    with pytest.raises(Refused, match="没有变化"):
        save(sms, sms.body, admin)
    assert not TextVersion.objects.exists()


def test_a_release_that_drops_a_placeholder_takes_the_edited_text_with_it(admin, sms, tmp_path, monkeypatch):
    save(sms, LONGER, admin)
    file = tmp_path / "texts.csv"
    file.write_text(
        "code,channel,subject,body,is_secret\n"
        "application_submitted,inbox,已报送,已报送。,0\n"
        "application_submitted,email,已报送,已报送。,0\n"
        "application_submitted,sms,,已报送。,0\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(reference, "TEXTS", file)
    reference.texts()
    now = MessageTemplate.objects.get(pk=sms.pk)
    assert (now.body, now.is_edited) == ("已报送。", False)
    assert TextVersion.objects.filter(replaced_by=None).get().body == LONGER


def test_words_that_change_with_a_release_lose_the_number_of_the_provider(texts):
    rows = MessageTemplate.objects.filter(code="registered", channel="inbox")
    rows.update(provider_code="SMS_9")
    reference.texts()
    assert rows.get().provider_code == "SMS_9"
    rows.update(body="旧的文字", shipped_body="旧的文字")
    reference.texts()
    assert rows.get().provider_code == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("您的{kind}申报", ""),
        ("您的{kind申报", "成对"),
        ("您的}申报", "成对"),
        ("您的{}申报", "成对"),
        ("您的{kind.__class__}申报", "成对"),
        ("您的{kind!r}申报", "成对"),
        ("您的{kind:>9}申报", "成对"),
        ("您的{password}申报", "{password}"),
        ("您的申报{application_number}", "{application_number}"),
    ],
)
def test_placeholders_are_judged(sms, text, said):
    found = editing.mistake(sms, text, editing.allowed(sms))
    assert (found == "") == (said == "")
    assert said in found


def test_the_inbox_may_name_the_case_and_an_sms_may_not(sms):
    inbox = MessageTemplate.objects.get(code="application_submitted", channel="inbox")
    assert "application_number" in editing.allowed(inbox)
    assert "application_number" not in editing.allowed(sms)


@pytest.mark.parametrize(("length", "parts"), [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3)])
def test_parts_of_an_sms(length, parts):
    assert editing.sms_parts("字" * length) == parts


def test_a_trial_goes_to_the_writer_alone_and_is_rationed(admin, sms):
    for _ in range(editing.TRIALS_PER_HOUR):
        editing.send_trial(sms, subject="", body=LONGER, actor=admin)
    assert {row.address for row in Delivery.objects.all()} == {admin.user.mobile}
    assert {row.body for row in Delivery.objects.all()} == {"您的职称认定申报已成功提交，请等待单位审核。"}
    with pytest.raises(TooMany):
        editing.send_trial(sms, subject="", body=LONGER, actor=admin)
    inbox = MessageTemplate.objects.get(code="registered", channel="inbox")
    assert not Message.objects.filter(recipient=admin.user).exists()
    sms.refresh_from_db()
    assert not sms.is_edited
    assert inbox.version == 1


def test_a_trial_needs_an_address(sms):
    nobody = actor_for(house=make_office())
    nobody.user.mobile = ""
    with pytest.raises(Refused, match="手机号码"):
        editing.send_trial(sms, subject="", body=LONGER, actor=nobody)


def shipped():
    with reference.TEXTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_event_stands_in_the_register():
    assert {row["code"] for row in shipped()} == set(events())


def test_every_placeholder_has_words_and_a_sample():
    names = placeholders.known()
    assert all(placeholders.label(name) not in ("", name) for name in names)
    assert all(placeholders.samples(names).values())


def test_every_shipped_text_could_be_saved_as_it_is(texts):
    for template in MessageTemplate.objects.all():
        names = editing.allowed(template)
        assert editing.mistake(template, template.subject + template.body, names) == "", template


def test_an_event_nobody_registered_cannot_be_switched_off():
    assert event("made_up").is_mandatory
