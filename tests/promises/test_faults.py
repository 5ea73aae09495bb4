"""A step that fails at any statement, commit or call to the disk leaves nothing half done (promise R18)."""

import pytest
from django.apps import apps
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from applications.enums import ApplicationState as S
from core import outbox
from core.workflow import Workflow
from tests.core.pictures import encoded, scene
from tests.factories.accounts import prove, sign_in
from tests.factories.applications import OPINION, approval
from tests.promises.faults import failing_at
from tests.promises.invariants import violations

# Rows that say nothing about what was done: who is signed in, what was counted, pictures to be typed off.
BESIDE = {"sessions.session", "core.limithit", "captcha.captchastore", "core.sealermark", "core.auditseal"}


@pytest.fixture(autouse=True)
def nobody_hurries(monkeypatch):
    """Acts after the commit wait for the sweep, as if the broker were away."""
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)


def contents():
    """Every row of every table that tells what was done."""
    tables = [model for model in apps.get_models() if model._meta.label_lower not in BESIDE]
    return {model._meta.label: list(model.objects.order_by("pk").values_list()) for model in tables}


def click(actor, portal, application, move, data):
    """The click that makes one move, ready to be repeated."""
    browser = prove(sign_in(Client(raise_request_exception=False), actor))
    url = reverse(f"{portal}application_transition", args=[application.public_id, move])
    return lambda: browser.post(url, {**data, "version": application.version, "confirmed": "1"})


EMPLOYER, OFFICE = "admin_portal:employer_", "admin_portal:office_"
STEPS = {
    "submit": ("complete", "applicant", "applications:", "submit", {"commitment": "on"}),
    "withdraw": ("submitted", "applicant", "applications:", "withdraw", {}),
    "endorse": ("submitted", "clerk", EMPLOYER, "endorse", OPINION),
    "reject": ("submitted", "clerk", EMPLOYER, "reject_by_employer", OPINION),
    "pass": ("at_office", "officer", OFFICE, "pass_preliminary", OPINION),
    "refuse": ("at_office", "officer", OFFICE, "reject_by_office", OPINION),
    "issue": ("preliminary_passed", "second", OFFICE, "approve", approval()),
}


def fail_everywhere(prepare):
    """Repeat one request, failing each time one call later, until none is left to fail.

    `prepare` makes a fresh situation and returns the request. Returns the calls of the request that
    succeeded.
    """
    request, moment, before = prepare(), 1, contents()
    while True:
        with failing_at(moment) as fault:
            answer = request()
        assert violations() == [], (moment, fault.calls[-1])
        if not fault.happened:
            assert answer.status_code == 302, answer.content.decode()
            return fault.calls
        if contents() == before:
            assert answer.status_code in (302, 500, 507), (moment, fault.calls[-1])
        else:
            # The fault came after the commit: asking once more changes nothing and shows the same page.
            after = contents()
            assert request().status_code == 302, (moment, fault.calls[-1])
            assert contents() == after
            request, before = prepare(), contents()
        moment += 1


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_made_wholly_or_not_at_all(step, world):
    state, who, portal, move, data = STEPS[step]

    def prepare():
        if who == "applicant":
            world.applicant = world.another_applicant()
        application = getattr(world, state)(world.another_applicant() if who != "applicant" else None)
        return click(getattr(world, who), portal, application, move, data)

    calls = fail_everywhere(prepare)
    assert len(calls) > 15
    assert calls.count("COMMIT") == 1


def test_control_without_the_transaction_half_a_step_stays(world, monkeypatch):
    monkeypatch.setattr(Workflow, "perform", Workflow.perform.__wrapped__)
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    answer = click(world.clerk, EMPLOYER, world.stored(S.EMPLOYER_REVIEW), "open", {})()
    assert answer.status_code == 500
    assert violations() != []


def test_a_picture_is_stored_wholly_or_not_at_all(world):
    application = world.draft()
    browser = sign_in(Client(raise_request_exception=False), world.applicant)
    args = [application.public_id, "basic_profile", "portrait"]

    def upload():
        file = encoded(scene(350, 450), "JPEG")
        file.name = "a.jpg"
        return browser.post(reverse("applications:file_add", args=args), {"file": file})

    calls = fail_everywhere(lambda: upload)
    assert calls.count("os.fsync") > 2
