"""Telling people: inbox at once, SMS and e-mail after the commit, codes erased when delivered."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from core import outbox
from core.models import OutboxRow, OutboxState
from messaging import reference, services
from messaging.models import Delivery, Message, MessageTemplate, SandboxCopy
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
MOBILE = "13907771234"
CONTEXT = {
    "name": "黄秀芳",
    "kind": "职称认定",
    "application_number": "RD1",
    "title_path": "工程系列/中级/工程师",
}


@pytest.fixture(autouse=True)
def _texts(db):
    reference.texts()


def tell(user, **ways):
    return services.notify(user, "application_submitted", context=CONTEXT, **ways)


def run_outbox():
    for row in OutboxRow.objects.filter(kind=services.DELIVER):
        outbox.run(row.pk)


def test_the_inbox_has_it_at_once():
    user = make_user()
    message = tell(user, url_name="messaging:message_list")
    assert "RD1" in message.body
    assert services.unread_count(user) == 1
    assert not Delivery.objects.exists()


def test_sms_goes_where_it_was_asked_to():
    user = make_user()
    tell(user, mobile=MOBILE, email="a@example.cn")
    run_outbox()
    copy = SandboxCopy.objects.get()
    assert (copy.channel, copy.address) == ("sms", MOBILE)
    assert Delivery.objects.get().state == "delivered"


def test_nobody_is_told_when_the_change_is_taken_back():
    user = make_user()
    with transaction.atomic():
        tell(user, mobile=MOBILE)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not Delivery.objects.exists()
    assert not OutboxRow.objects.filter(kind=services.DELIVER).exists()


def test_an_empty_address_is_passed_over():
    tell(make_user(), mobile="")
    assert Message.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_text_without_a_template_is_a_bug():
    with pytest.raises(LookupError):
        services.notify(make_user(), "no_such_event", context={})


def test_a_delivered_code_leaves_nothing_behind():
    delivery = services.send_code(MOBILE, "604817", "register")
    assert "604817" in Delivery.objects.get(pk=delivery.pk).body
    run_outbox()
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, body, state FROM messaging_delivery")
        assert cursor.fetchall() == [("", "", "delivered")]
        cursor.execute("SELECT payload FROM core_outboxrow")
        assert set(cursor.fetchall()) == {("",)}
    assert "604817" in SandboxCopy.objects.get().body


def test_waiting_texts_are_sealed():
    services.send_code(MOBILE, "604817", "register")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address || body FROM messaging_delivery")
        stored = cursor.fetchone()[0]
    assert "604817" not in stored
    assert MOBILE not in stored


def test_delivering_twice_sends_once():
    delivery = services.send_code(MOBILE, "604817", "register")
    services.deliver(delivery.public_id)
    services.deliver(delivery.public_id)
    assert SandboxCopy.objects.count() == 1


def test_a_code_that_came_too_late_is_erased_unsent():
    delivery = services.send_code(MOBILE, "604817", "register")
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        services.deliver(delivery.public_id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.address, delivery.body) == ("expired", "", "")
    assert not SandboxCopy.objects.exists()


def test_another_text_is_sent_however_late():
    tell(make_user(), mobile=MOBILE)
    with time_machine.travel(timezone.now() + timedelta(hours=6)):
        run_outbox()
    assert SandboxCopy.objects.count() == 1


@override_settings(MESSAGING_SANDBOX=False)
def test_outside_the_demo_the_sandbox_refuses_and_the_text_waits():
    services.send_code(MOBILE, "604817", "register")
    run_outbox()
    row = OutboxRow.objects.get(kind=services.DELIVER)
    assert row.state == OutboxState.WAITING
    assert row.attempts == 1
    assert "604817" not in row.last_error
    assert Delivery.objects.get().state == "waiting"
    assert not SandboxCopy.objects.exists()


def test_loading_the_texts_again_changes_nothing():
    before = list(MessageTemplate.objects.order_by("pk").values())
    reference.texts()
    assert list(MessageTemplate.objects.order_by("pk").values()) == before


def test_a_text_that_asks_for_what_no_event_has_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "texts.csv"
    file.write_text("code,channel,subject,body,is_secret\nx,inbox,s,{salary},0\n")
    monkeypatch.setattr(reference, "TEXTS", file)
    with pytest.raises(ValueError, match="salary"):
        reference.texts()
