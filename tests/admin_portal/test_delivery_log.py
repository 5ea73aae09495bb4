"""发送记录: who sees it, what it shows, and sending again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import Role
from core import outbox
from core.models import AuditEntry, OutboxRow, OutboxState
from messaging import delivery_log, services
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, MessageTemplate, SandboxCopy
from tests.factories.accounts import actor_for, make_office, make_user, sign_in

pytestmark = pytest.mark.django_db
LIST = "/office/deliveries/"


@pytest.fixture
def admin():
    return actor_for(None, make_office("450000", level="regional"), Role.ADMIN)


@pytest.fixture
def told():
    """Tell a person by SMS; nothing is sent before the commit that never comes."""
    for channel in (Channel.INBOX, Channel.SMS):
        MessageTemplate.objects.create(code="endorsed", channel=channel, subject="进展", body="{kind}有进展")

    def tell(person):
        services.notify(person, "endorsed", context={"kind": "认定"}, sms=True, mobile=person.mobile)
        return Delivery.objects.latest("pk")

    return tell


def rows(client, **params):
    return client.get(LIST, params).context["lines"]


def test_only_the_regional_administrator_sees_it(admin, told):
    person = make_user("黄秀芳")
    told(person)
    page = sign_in(Client(), admin).get(LIST).content.decode()
    assert "黄秀芳" in page
    assert person.mobile not in page
    assert f"{person.mobile[:3]}****{person.mobile[-4:]}" in page
    for actor in (
        actor_for(None, admin.office, Role.CLERK),
        actor_for(None, make_office("450700", parent=admin.office), Role.ADMIN),
    ):
        assert sign_in(Client(), actor).get(LIST).status_code == 403


def test_what_failed_is_found_by_its_state_and_sent_again_once(admin, told):
    failed, given_up, waiting = (told(make_user()) for _ in range(3))
    Delivery.objects.filter(pk=failed.pk).update(
        state=DeliveryState.FAILED, failure="isv.MOBILE_NUMBER_ILLEGAL"
    )
    gone = OutboxRow.objects.filter(subject_id=given_up.public_id)
    gone.update(state=OutboxState.FAILED, attempts=10, last_error="TimeoutError")
    client = sign_in(Client(), admin)
    found = {line.delivery.pk: line.reason for line, _ in rows(client, state="failed")}
    assert found == {failed.pk: "手机号码不正确（isv.MOBILE_NUMBER_ILLEGAL）", given_up.pk: "TimeoutError"}
    assert [line.delivery.pk for line, _ in rows(client, state="waiting")] == [waiting.pk]
    for one in (failed, given_up):
        again = reverse("admin_portal:delivery_retry", args=[one.public_id])
        assert client.post(again).status_code == 302
        assert client.post(again).status_code == 409
    assert rows(client, state="failed") == []
    assert AuditEntry.objects.filter(event="messaging.delivery_retried").count() == 2
    for row in OutboxRow.objects.filter(state=OutboxState.WAITING, kind=services.DELIVER):
        outbox.run(row.pk)
    assert SandboxCopy.objects.count() == 3
    assert {line.status_badge.label for line, _ in rows(client)} == {"已发送"}


def test_a_code_is_never_sent_again(admin):
    MessageTemplate.objects.create(code="code_sms", channel=Channel.SMS, body="{code}", is_secret=True)
    code = services.send_code("13900001234", "135790", "登录")
    Delivery.objects.filter(pk=code.pk).update(state=DeliveryState.FAILED)
    client = sign_in(Client(), admin)
    assert client.post(reverse("admin_portal:delivery_retry", args=[code.public_id])).status_code == 409
    page = client.get(LIST).content.decode()
    assert "135790" not in page
    assert "重发" not in page.replace("可以重发", "")


def test_filters_and_statements(admin, told):
    client = sign_in(Client(), admin)
    told(make_user())
    assert len(rows(client, channel="sms", event="endorsed")) == 1
    assert rows(client, channel="email") == []
    assert len(rows(client, state="nonsense")) == 1
    first = statements(client)
    for _ in range(24):
        told(make_user())
    assert statements(client) == first


def statements(client):
    with CaptureQueriesContext(connection) as caught:
        client.get(LIST)
    return len(caught)


def test_a_line_says_when_it_is_tried_again(told):
    delivery = told(make_user())
    OutboxRow.objects.filter(subject_id=delivery.public_id).update(attempts=2, last_error="TimeoutError")
    [line] = delivery_log.in_words([delivery])
    assert (line.attempts, line.reason, line.next_at is not None) == (2, "TimeoutError", True)
