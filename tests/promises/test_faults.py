"""A step that fails at any statement, commit or call to the disk leaves nothing half done (promise R18)."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from applications.enums import ApplicationState as S
from core import outbox
from core.workflow import Workflow
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, prove, sign_in
from tests.factories.applications import OPINION, approval
from tests.factories.evaluation import ANSWERS as ROWS
from tests.factories.evaluation import EvaluationWorld
from tests.promises.faults import failing_at
from tests.promises.invariants import violations

pytestmark = pytest.mark.long

# Rows that say nothing about what was done: who is signed in, what was counted, pictures to be typed off.
BESIDE = {
    "accounts.sessionrecord",
    "sessions.session",
    "core.limithit",
    "captcha.captchastore",
    "core.sealermark",
    "core.auditseal",
}


@pytest.fixture(autouse=True)
def nobody_hurries(monkeypatch):
    """Acts after the commit wait for the sweep, as if the broker were away."""
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)


def contents():
    """One hash over the rows of each table that tells what was done."""
    tables = sorted({m._meta.db_table for m in apps.get_models() if m._meta.label_lower not in BESIDE})
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"""SELECT '{table}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "{table}" t"""
                for table in tables
            )
        )
        return dict(cursor.fetchall())


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


def fail_everywhere(prepare, stride=1):
    """Repeat one request, failing each time `stride` calls later, until none is left to fail.

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
        moment += stride


@pytest.fixture(params=[5, pytest.param(1, marks=pytest.mark.soak)], ids="every {}".format)
def stride(request):
    """Where the statements are many and much like those tried elsewhere, the suite tries every fifth."""
    return request.param


@pytest.mark.parametrize("step", ["submit", "withdraw"])
def test_the_steps_of_the_applicant_are_whole_in_every_kind(step, stride, each_world):
    world = each_world
    state, _, portal, move, data = STEPS[step]

    def prepare():
        world.next_applicant()
        return click(world.applicant, portal, getattr(world, state)(world.applicant), move, data)

    assert fail_everywhere(prepare, stride).count("COMMIT") == 1


def writing(world, verb):
    """One way to write a row of a fresh application, as (address, what is posted)."""
    application = world.draft(world.another_applicant())
    person = actor_for(application.applicant)
    row = world.add_row(application, "work_history", ROWS["work_history"], person)
    world.add_row(application, "work_history", ROWS["work_history"] | {"post": "教研组长"}, person)
    world.upload(application, "work_history", "work_proof", person, row)
    place = [application.public_id, "work_history"]
    posted = {
        "row_create": (place, lambda: ROWS["work_history"] | {"post": "校长", "token": "one"}),
        "row_edit": (
            [*place, row.public_id],
            lambda: ROWS["work_history"] | {"post": "班主任", "version": 1},
        ),
        "row_file_add": (
            [*place, row.public_id, "work_proof"],
            lambda: {"file": encoded(scene(420, 540), "JPEG")},
        ),
        "row_move": ([*place, row.public_id], lambda: {"position": "1"}),
        "row_delete": ([*place, row.public_id], dict),
    }
    args, data = posted[verb]
    return sign_in(Client(raise_request_exception=False), person), f"applications:{verb}", args, data


@pytest.mark.parametrize("verb", ["row_create", "row_edit", "row_file_add", "row_move", "row_delete"])
def test_a_row_and_its_scan_are_written_wholly_or_not_at_all(
    verb, stride, transactional_db, settings, tmp_path
):
    settings.MEDIA_ROOT, settings.AUDIT_HEAD_DIR = tmp_path / "media", tmp_path / "heads"
    world = EvaluationWorld()

    def prepare():
        browser, name, args, data = writing(world, verb)
        return lambda: browser.post(reverse(name, args=args), data())

    assert "COMMIT" in fail_everywhere(prepare, stride)


@pytest.mark.parametrize("step", [step for step in STEPS if step not in ("submit", "withdraw")])
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
        file = encoded(scene(420, 540), "JPEG")
        file.name = "a.jpg"
        return browser.post(reverse("applications:file_add", args=args), {"file": file})

    calls = fail_everywhere(lambda: upload)
    assert calls.count("os.fsync") > 2
