"""The inbox and the demo's outbox page."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.actors import actor_of
from messaging import reference, services
from messaging.models import Message
from tests.factories.accounts import make_user, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice(client):
    reference.texts()
    user = make_user("韦春兰")
    sign_in(client, actor_of(user))
    return user


def tell(user, count=1, **where):
    for n in range(count):
        message = services.notify(user, "registered", context={"name": f"第{n}位"}, **where)
    return message


def test_it_lists_what_i_was_sent(client, alice):
    tell(alice)
    tell(make_user("农丽萍"))
    page = client.get(reverse("messaging:message_list"))
    assert page.status_code == 200
    assert page.content.decode().count("欢迎使用") == 2  # the heading and the words of its button
    assert "1 条未读" in page.content.decode()


def test_an_empty_inbox_says_so(client, alice):
    assert "还没有消息" in client.get(reverse("messaging:message_list")).content.decode()


def test_opening_marks_as_read_and_leads_on(client, alice):
    message = tell(alice, url_name="messaging:message_list")
    answer = client.post(reverse("messaging:message_open", args=[message.public_id]))
    assert answer.url == reverse("messaging:message_list")
    assert services.unread_count(alice) == 0


def test_a_message_to_a_page_that_is_gone_leads_back(client, alice):
    message = tell(alice, url_name="no:such_page", url_args=["x"])
    answer = client.post(reverse("messaging:message_open", args=[message.public_id]))
    assert answer.url == reverse("messaging:message_list")


def test_another_person_s_message_is_not_there(client, alice):
    message = tell(make_user("农丽萍"))
    answer = client.post(reverse("messaging:message_open", args=[message.public_id]))
    assert answer.status_code == 404
    assert Message.objects.get(pk=message.pk).read_at is None


def test_reading_needs_a_post(client, alice):
    message = tell(alice)
    assert client.get(reverse("messaging:message_open", args=[message.public_id])).status_code == 405


def test_all_are_marked_read(client, alice):
    tell(alice, 3)
    other = make_user("农丽萍")
    tell(other)
    client.post(reverse("messaging:message_read_all"))
    assert services.unread_count(alice) == 0
    assert services.unread_count(other) == 1


def test_anonymous_is_sent_to_sign_in(client):
    assert client.get(reverse("messaging:message_list")).status_code == 302


def statements(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_and_for_many(client, alice):
    url = reverse("messaging:message_list")
    tell(alice)
    few = statements(client, url)
    tell(alice, 24)
    assert statements(client, url) == few


def test_the_demo_s_outbox_shows_codes_without_signing_in(client, db):
    reference.texts()
    delivery = services.send_code("13907771234", "604817", "register")
    services.deliver(delivery.public_id)
    page = client.get(reverse("messaging:dev_outbox"))
    assert "604817" in page.content.decode()


@override_settings(DEMO=False)
def test_outside_the_demo_there_is_no_outbox_page(client, db):
    assert client.get("/dev/outbox/").status_code == 404
