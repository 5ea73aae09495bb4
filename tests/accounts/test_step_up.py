"""再次核对身份: dangerous acts ask for a fresh proof and lose nothing on the way."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts import step_up
from core.models import AuditEntry
from tests.factories.accounts import PASSWORD, actor_for, sign_in

pytestmark = pytest.mark.django_db
ACT = reverse("accounts:second_factor_disable")
# What cannot easily be undone, or takes much personal data away. Later work adds its own.
DANGEROUS = {
    "accounts:backup_codes_renew",
    "accounts:second_factor_disable",
    "admin_portal:audit_export",
    "admin_portal:employer_application_export",
    "admin_portal:employer_application_transition",
    "admin_portal:employer_roster_order",
    "admin_portal:employer_roster_export",
    "admin_portal:employer_transition",
    "admin_portal:evaluation_approve",
    "admin_portal:flagged_person_confirm",
    "admin_portal:flagged_person_drop",
    "admin_portal:flagged_person_lift",
    "admin_portal:payment_export",
    "admin_portal:notice_receipts_export",
    "admin_portal:office_application_export",
    "admin_portal:office_application_transition",
    "admin_portal:office_reopen",
    "admin_portal:office_roster_order",
    "admin_portal:office_roster_export",
    "accounts:deregistration",
    "accounts:deregistration_code_send",
    "accounts:own_data_download",
    "accounts:second_factor_begin",
    "admin_portal:clerk_create",
    "admin_portal:clerk_disable",
    "admin_portal:clerk_enable",
    "admin_portal:clerk_rights",
    "admin_portal:clerk_secret",
    "admin_portal:employer_merge",
    "admin_portal:office_close",
    "admin_portal:office_create",
    "admin_portal:office_open_account",
    "admin_portal:office_rights",
    "admin_portal:plan_close",
    "admin_portal:user_attach",
    "admin_portal:user_create",
    "admin_portal:user_disable",
    "admin_portal:user_edit",
    "admin_portal:user_enable",
    "admin_portal:user_reset_factor",
    "admin_portal:user_reset_password",
}


@pytest.fixture
def visitor():
    return sign_in(Client(), actor_for())


def test_a_proof_leaves_the_hash_and_with_it_the_session_alone(visitor, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    answer = visitor.post(reverse("accounts:step_up"), {"step_up_secret": PASSWORD})
    assert answer.status_code == 302
    assert visitor.get(reverse("accounts:session_list")).status_code == 200


def test_a_post_is_carried_along_and_acts_together_with_the_proof(rf, visitor):
    seen = []

    @step_up.reauthenticated
    def act(request):
        seen.append(request.POST.copy())
        return HttpResponse("done")

    def ask(**posted):
        request = rf.post("/act/", posted)
        request.session, request.client_ip = visitor.session, "192.0.2.1"
        request.actor = actor
        request.user = actor.user
        return act(request)

    actor = actor_for()
    first = ask(reason="核对", people=["a", "b"])
    assert seen == []
    assert 'name="reason" value="核对"' in first.content.decode()
    assert first.content.decode().count('name="people"') == 2
    wrong = ask(reason="核对", step_up_secret="wrong")
    assert (wrong.status_code, "密码不正确" in wrong.content.decode(), seen) == (422, True, [])
    assert "wrong" not in wrong.content.decode()
    assert ask(reason="核对", step_up_secret=PASSWORD).content == b"done"
    assert "step_up_secret" not in seen[0]
    assert seen[0]["reason"] == "核对"


def test_a_proof_holds_for_ten_minutes_and_not_under_another_clock(visitor):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = reverse("accounts:step_up")
        assert visitor.post(f"{page}?next=/my/", {"step_up_secret": PASSWORD}).url == "/my/"
        assert step_up.is_fresh(visitor.session)
        clock.shift(timedelta(minutes=10, seconds=1))
        assert not step_up.is_fresh(visitor.session)
        clock.shift(timedelta(minutes=-11))
        assert not step_up.is_fresh(visitor.session)


def test_guessing_is_braked_and_recorded(visitor):
    answers = [visitor.post(ACT, {"step_up_secret": "wrong"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert visitor.post(ACT, {"step_up_secret": PASSWORD}).status_code == 429
    assert AuditEntry.objects.filter(event="accounts.reauthentication_failed").count() == 10


def test_it_leads_nowhere_else(visitor):
    page = reverse("accounts:step_up")
    answer = visitor.post(f"{page}?next=https://evil.example/", {"step_up_secret": PASSWORD})
    assert answer.url == "/my/"


def views_by_name():
    """The view behind every URL name of the platform."""
    found = {}

    def walk(patterns, namespace):
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                inner = pattern.namespace or ""
                walk(pattern.url_patterns, f"{inner}:" if inner else namespace)
            elif pattern.name:
                found[namespace + pattern.name] = pattern.callback

    walk(get_resolver().url_patterns, "")
    return found


def test_every_dangerous_view_asks_for_a_fresh_proof():
    views = views_by_name()
    asking = {name for name, view in views.items() if getattr(view, "asks_for_proof", False)}
    assert asking == DANGEROUS


def test_what_sounds_dangerous_is_in_the_list():
    sounds = re.compile(r"issue|void|export|merge|reset|disable|enable|rights|secret|attach|close|account$")
    found = {name for name in views_by_name() if sounds.search(name.split(":")[-1])}
    assert len(found) > 15
    assert found - DANGEROUS == set()
