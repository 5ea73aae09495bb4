"""Sessions end when they should: ended elsewhere, idle, too old, seen under another clock."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.enums import Role
from accounts.models import SessionRecord, SignInRecord
from accounts.services import live_sessions, signin
from core.models import AuditEntry
from tests.factories.accounts import PASSWORD, actor_for, make_office, make_user, sign_in

pytestmark = pytest.mark.django_db
LIST = reverse("accounts:session_list")
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36"


def browser(actor):
    return sign_in(Client(HTTP_USER_AGENT=CHROME), actor)


def is_in(client):
    return client.get(LIST).status_code == 200


def clerk():
    return actor_for(None, make_office(), Role.CLERK)


@pytest.mark.parametrize(("who", "idle"), [("staff", 1800), ("applicant", 7200)])
def test_a_session_nobody_uses_ends(who, idle):
    actor = clerk() if who == "staff" else actor_for()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = browser(actor)
        clock.shift(timedelta(seconds=idle - 1))
        assert is_in(client)
        clock.shift(timedelta(seconds=idle - 1))
        assert is_in(client)
        clock.shift(timedelta(seconds=idle + 1))
        assert not is_in(client)
        clock.shift(timedelta(seconds=-idle))
        assert not is_in(client)
    assert SessionRecord.objects.get().ended_why == live_sessions.TIMED_OUT


@pytest.mark.parametrize(("who", "hours"), [("staff", 8), ("applicant", 12)])
def test_a_session_in_use_ends_all_the_same(who, hours):
    actor = clerk() if who == "staff" else actor_for()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = browser(actor)
        for _ in range(hours * 3 - 1):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=21))
        assert not is_in(client)


def test_a_session_seen_in_the_future_opens_nothing():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = browser(actor_for())
        clock.shift(timedelta(hours=1))
        assert is_in(client)
        clock.shift(timedelta(minutes=-30))
        assert not is_in(client)


def test_a_form_sent_too_late_is_told_so_and_led_back(client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = browser(clerk())
        clock.shift(timedelta(minutes=31))
        answer = client.post(reverse("accounts:session_end_others"), HTTP_REFERER="http://testserver" + LIST)
        assert answer.url.endswith(f"?next={LIST}")
        assert "登录已经过期" in client.get(answer.url).content.decode()


def test_use_is_written_down_once_a_minute(django_assert_num_queries):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = browser(actor_for())
        first = SessionRecord.objects.get().last_seen_at
        clock.shift(timedelta(seconds=59))
        client.get(LIST)
        assert SessionRecord.objects.get().last_seen_at == first
        clock.shift(timedelta(seconds=2))
        client.get(LIST)
        assert SessionRecord.objects.get().last_seen_at > first


def test_one_ends_the_session_of_a_lost_telephone_and_keeps_this_one():
    actor = actor_for()
    here, there = browser(actor), browser(actor)
    other = SessionRecord.objects.get(session_key=there.session.session_key)
    page = here.get(LIST).content.decode()
    assert page.count("Chrome · Windows") >= 2
    assert "（本机）" in page
    here.post(reverse("accounts:session_end", args=[other.public_id]))
    assert not is_in(there)
    assert is_in(here)
    here.post(reverse("accounts:session_end", args=[other.public_id]))
    assert AuditEntry.objects.filter(event="accounts.sessions_ended").count() == 1


def test_all_others_end_at_once():
    actor = actor_for()
    here, *others = (browser(actor) for _ in range(3))
    here.post(reverse("accounts:session_end_others"))
    assert [is_in(one) for one in (here, *others)] == [True, False, False]


def test_nobody_ends_the_session_of_another():
    mine, theirs = browser(actor_for()), browser(actor_for())
    record = SessionRecord.objects.get(session_key=theirs.session.session_key)
    assert mine.post(reverse("accounts:session_end", args=[record.public_id])).status_code == 404
    assert is_in(theirs)


def test_a_disabled_person_is_out_at_the_next_request():
    actor = actor_for()
    client = browser(actor)
    live_sessions.end_all(actor.user, actor=None)
    assert not is_in(client)


def test_a_session_without_a_record_opens_nothing(client):
    client.force_login(make_user(), backend="accounts.backends.SessionBackend")
    assert not is_in(client)


def test_signing_in_is_noted_with_device_and_place_and_so_is_failing(client, sign_in_page):
    user = make_user()
    client.defaults["HTTP_USER_AGENT"] = CHROME
    sign_in_page(user.mobile, "wrong-password-1")
    sign_in_page(user.mobile, PASSWORD)
    page = client.get(LIST)
    assert [one.succeeded for one in page.context["attempts"]] == [True, False]
    assert {one.device for one in page.context["attempts"]} == {"Chrome · Windows"}
    assert {one.place for one in page.context["attempts"]} == {"198.51.100.*"}
    assert page.context["records"][0].session_key == client.session.session_key


def test_the_place_of_a_guesser_is_not_one_the_account_is_known_at():
    user = make_user()
    wrong = {"account": user.mobile, "door": "individual", "address": "203.0.113.9"}
    for _ in range(5):
        with pytest.raises(signin.WrongCredentials):
            signin.authenticate(password="wrong-password-1", **wrong)
    with pytest.raises(signin.TooMany):
        signin.authenticate(password=PASSWORD, **wrong)


def test_old_attempts_and_ended_sessions_are_thrown_away():
    actor = actor_of(make_user())
    browser(actor)
    live_sessions.end_all(actor.user, actor=None)
    SignInRecord.objects.create(user=actor.user, capacity="applicant", method="sms", address_digest="x")
    with time_machine.travel(timezone.now() + timedelta(days=186)):
        assert (live_sessions.purge(), signin.purge()) == (1, 1)


def test_the_idle_times_are_what_the_law_and_the_level_ask():
    assert settings.SESSION_IDLE["staff"] <= 1800
    assert settings.SESSION_LONGEST["staff"] <= 8 * 3600
