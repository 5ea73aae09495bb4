"""A slow or dead mail provider holds nobody up, and the mail arrives once when it is well again."""

from time import monotonic

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from core import outbox
from core.models import OutboxRow, OutboxState
from messaging import delivery_log, services
from messaging.channels import email
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, Message, MessageTemplate
from tests.factories.accounts import actor_for, make_user
from tests.messaging import smtp_stub

ADDRESS = "huangxiufang1990@example.cn"
FAULTS = ["hang", "reset", "refuse", "greylisted", "no room", "half"]
FOR_GOOD = {
    "unknown recipient": "邮件服务器不收这个邮箱（SMTPRecipientsRefused 550 5.1.1）",
    "bare refusal": "邮件服务器不收这个邮箱（SMTPRecipientsRefused 550）",
    "unwanted": "邮件服务器拒收这封邮件（SMTPDataError 554 5.6.0）",
}


@pytest.fixture
def mail_server(settings, monkeypatch):
    settings.EMAIL_CHANNEL = "messaging.channels.email.SmtpChannel"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr(email, "TIMEOUT_SECONDS", 1)
    with smtp_stub.running() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


@pytest.fixture
def real_broker():
    """Acts are put in the queue of the broker, as in production, and no worker listens."""
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True


@pytest.fixture
def tell(transactional_db, real_broker):
    """Tell a person by mail; returns the outbox row that carries the mail."""
    for channel in (Channel.INBOX, Channel.EMAIL):
        MessageTemplate.objects.create(
            code="note", channel=channel, subject="进展", body="{name}，有新的进展。"
        )

    def told():
        with transaction.atomic():
            services.notify(make_user(), "note", context={"name": "黄秀芳"}, email=ADDRESS)
        return OutboxRow.objects.get(kind=services.DELIVER)

    return told


def run_again(row):
    OutboxRow.objects.filter(pk=row.pk).update(due_at=timezone.now())
    outbox.run(row.pk)
    row.refresh_from_db()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_tried_again_and_the_mail_arrives_once(mail_server, tell, fault, caplog):
    mail_server.mood = fault
    row = tell()
    run_again(row)
    assert (row.state, row.attempts) == (OutboxState.WAITING, 1)
    assert row.last_error
    for written in (row.last_error, caplog.text):
        assert ADDRESS not in written
        assert "黄秀芳" not in written
    assert row.due_at > timezone.now()
    assert mail_server.taken == []

    mail_server.mood = "well"
    run_again(row)
    run_again(row)
    assert (row.state, row.attempts) == (OutboxState.DONE, 2)
    (mail,) = mail_server.taken
    assert mail["To"] == ADDRESS
    assert mail.get_payload(decode=True).decode().strip() == "黄秀芳，有新的进展。"
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_a_refusal_for_good_ends_the_delivery_until_an_office_sends_it_again(mail_server, tell, caplog):
    row = tell()
    for mood, reason in FOR_GOOD.items():
        mail_server.mood = mood
        run_again(row)
        assert (row.state, row.attempts) == (OutboxState.DONE, 1)
        [line] = delivery_log.in_words([Delivery.objects.get()])
        assert (line.status_badge.label, line.reason, line.next_at) == ("未送达", reason, None)
        assert ADDRESS not in caplog.text
        delivery_log.retry(line.delivery, actor=actor_for())
        row = OutboxRow.objects.get(kind=services.DELIVER, state=OutboxState.WAITING)
    mail_server.mood = "well"
    run_again(row)
    assert len(mail_server.taken) == 1
    assert Delivery.objects.get().state == DeliveryState.DELIVERED


def test_a_repeat_after_a_lost_answer_can_be_told_by_its_message_id(mail_server, tell):
    mail_server.mood = "lost answer"
    row = tell()
    run_again(row)
    mail_server.mood = "well"
    run_again(row)
    first, repeat = mail_server.taken
    assert first["Message-ID"] == repeat["Message-ID"]
    assert str(Delivery.objects.get().public_id) in first["Message-ID"]


def test_a_delivery_done_twice_is_sent_once(mail_server, tell):
    row = tell()
    services.deliver(row.subject_id)
    services.deliver(row.subject_id)
    assert len(mail_server.taken) == 1


def test_whoever_causes_a_message_does_not_wait_for_the_provider(mail_server, tell):
    mail_server.mood = "hang"
    started = monotonic()
    row = tell()
    assert monotonic() - started < 3
    assert row.state == OutboxState.WAITING
    assert Message.objects.get().body == "黄秀芳，有新的进展。"


def test_a_provider_that_hangs_is_given_up(mail_server, tell):
    mail_server.mood = "hang"
    row = tell()
    started = monotonic()
    run_again(row)
    assert monotonic() - started < smtp_stub.HANG_SECONDS / 2
    assert row.state == OutboxState.WAITING
