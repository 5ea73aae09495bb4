"""The texts: complete, free of personal numbers, and without a placeholder nobody fills."""

import csv

import pytest

from messaging import reference
from messaging.enums import Channel
from messaging.models import MessageTemplate
from messaging.texts import fill, find

EVENTS = {
    "registered": {Channel.INBOX},
    "code_sms": {Channel.SMS},
    "application_arrived": {Channel.INBOX},
    "application_submitted": {Channel.INBOX, Channel.SMS},
    "application_withdrawn": {Channel.INBOX, Channel.SMS},
    "endorsed": {Channel.INBOX, Channel.SMS},
    "returned_to_applicant": {Channel.INBOX, Channel.SMS},
    "returned_to_employer": {Channel.INBOX, Channel.SMS},
    "rejected_by_employer": {Channel.INBOX, Channel.SMS},
    "rejected_by_office": {Channel.INBOX, Channel.SMS},
    "passed_preliminary": {Channel.INBOX, Channel.SMS},
    "approved": {Channel.INBOX, Channel.SMS},
    "certificate_issued": {Channel.INBOX, Channel.SMS},
}
IN_PUBLIC_VIEW = {"{opinion}", "{name}", "{applicant_name}", "{application_number}", "{certificate_number}"}


def rows():
    with reference.TEXTS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("code", "channels"), EVENTS.items(), ids=EVENTS)
def test_every_event_has_its_texts(texts, code, channels):
    assert find(code, channels).keys() == {str(channel) for channel in channels}


def test_a_text_on_another_channel_is_missed_aloud(texts):
    with pytest.raises(LookupError, match="code_sms"):
        find("code_sms", [Channel.SMS, Channel.EMAIL])


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['code']}-{row['channel']}")
def test_a_text_is_whole_sentences_and_short_enough(row):
    context = dict.fromkeys(reference.PLACEHOLDERS, "样例")
    assert fill(row["body"], context).endswith(("。", "样例"))
    assert bool(row["subject"]) == (row["channel"] == Channel.INBOX)
    if row["channel"] == Channel.SMS:
        assert not [name for name in IN_PUBLIC_VIEW if name in row["body"]]
        assert len(row["body"]) <= 70


def test_only_the_code_is_secret():
    assert {row["code"] for row in rows() if row["is_secret"] == "1"} == {"code_sms"}


def test_an_unknown_placeholder_stops_the_loading(db, tmp_path, monkeypatch):
    file = tmp_path / "texts.csv"
    file.write_text(
        "code,channel,subject,body,is_secret\nnew,inbox,标题,{id_number}有新的进展。,0\n", encoding="utf-8"
    )
    monkeypatch.setattr(reference, "TEXTS", file)
    with pytest.raises(ValueError, match="id_number"):
        reference.texts()
    assert not MessageTemplate.objects.exists()


def test_loading_again_changes_nothing_but_what_was_edited(texts):
    before = list(MessageTemplate.objects.order_by("pk").values())
    MessageTemplate.objects.filter(code="registered").update(body="改过")
    reference.texts()
    assert list(MessageTemplate.objects.order_by("pk").values()) == before


def test_a_brace_somebody_typed_is_not_a_placeholder():
    assert fill("意见：{opinion}", {"opinion": "请改 {name}"}) == "意见：请改 {name}"


def test_a_context_that_lacks_a_word_is_a_fault():
    with pytest.raises(KeyError):
        fill("{office}受理。", {})
