"""Pressing 同意并报送 or 我要申报 twenty times, in two browsers, makes one of every kind (promise R1)."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.models import Application
from applications.services import drafts
from applications.services.transitions import perform
from messaging.models import Delivery, Message
from tests.factories.evaluation import EvaluationWorld
from tests.factories.kinds import kind_of
from tests.promises.crowd import CROWD, after_all, at_once, browsers, post, switch_off_locks
from tests.promises.invariants import violations

# What one submission asks of the database at most, the session's four statements among them. One asks whether
# the person is barred, one for a return to be answered, one for what the desks said of the sections; a loss
# asks two more, for its materials may have been returned.
STATEMENTS = {"evaluation": 37, "recognition": 33, "reconfirmation": 37, "replacement": 37}
TWIN, YEAR = "one_open_application_per_kind", "one_evaluation_per_year"


def press_submit(world, application):
    """Twenty clicks at once, taking turns between two browsers."""
    two = browsers(world.applicant, 2)
    application.refresh_from_db()
    url, data = submit_url(application), pledge(application)
    return at_once(*(post(two[n % 2], url, data) for n in range(CROWD)))


def submit_url(application):
    """Where 同意并报送 goes."""
    return reverse("applications:application_transition", args=[application.public_id, "submit"])


def pledge(application):
    """What it posts."""
    return {"commitment": "on", "version": application.version}


def traces(application):
    """What a submission leaves: history, snapshot, inbox and SMS."""
    told = {"recipient": application.applicant, "template_code": "application_submitted"}
    return [
        application.progress.filter(move="submit").count(),
        application.revisions.count(),
        Message.objects.filter(**told).count(),
        Delivery.objects.filter(**told, channel="sms").count(),
    ]


def test_twenty_clicks_make_one_submission_and_show_one_page(each_world, few_rounds):
    world = each_world
    application = world.complete()
    done = reverse("applications:application_done", args=[application.public_id])
    for played in few_rounds:
        answers = press_submit(world, application)
        assert [(answer.status_code, answer.url) for answer in answers] == [(302, done)] * CROWD
        assert traces(application) == [played + 1] * 4
        perform(application, "withdraw", actor=world.applicant)
    assert violations() == []
    assert cost_of_submission(world, application) <= STATEMENTS[kind_of(world)]


def cost_of_submission(world, application):
    """How many statements one press takes to its commit, session and savepoints counted in."""
    application.refresh_from_db()
    press = post(*browsers(world.applicant, 1), submit_url(application), pledge(application))
    with CaptureQueriesContext(connection) as captured:
        assert press().status_code == 302
    return [query["sql"] for query in captured].index("COMMIT") + 1


def test_control_without_the_lock_there_are_several_submissions(world, monkeypatch):
    application = world.complete()
    switch_off_locks(monkeypatch, CROWD)
    press_submit(world, application)
    assert traces(application)[0] > 1
    assert violations() != []


def press_create(world, applicant):
    """Twenty times 我要申报 at once."""
    url = f"{reverse('applications:application_create')}?kind={kind_of(world)}"
    two = browsers(applicant, 2)
    return at_once(*(post(two[n % 2], url, world.target_form()) for n in range(CROWD)))


def test_twenty_clicks_open_one_application(each_world, few_rounds):
    world = each_world
    for _ in few_rounds:
        applicant = world.another_applicant()
        answers = press_create(world, applicant)
        assert Application.objects.filter(applicant=applicant.user).count() == 1
        assert sorted(answer.status_code for answer in answers) == [302] + [409] * (CROWD - 1)
        told = [answer.content.decode() for answer in answers if answer.status_code == 409]
        assert all("还没有办完" in page or "同一年度只准申报一个系列" in page for page in told)
    assert violations() == []


@contextmanager
def without(*names):
    """The table as it would be without these of its rules."""
    rules = [rule for rule in Application._meta.constraints if rule.name in names]
    with connection.schema_editor() as editor:
        for rule in rules:
            editor.remove_constraint(Application, rule)
    try:
        yield
    finally:
        Application.objects.all().delete()
        with connection.schema_editor() as editor:
            for rule in rules:
                editor.add_constraint(Application, rule)


def opened_by_many(world, monkeypatch):
    """How many applications twenty clicks of 我要申报 open when all have judged before anybody writes."""
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "next_number", after_all(CROWD, drafts.next_number))
        press_create(world, world.applicant)
    return Application.objects.filter(applicant=world.applicant.user).count()


def test_control_without_the_index_there_are_several_applications(world, monkeypatch):
    with without(TWIN):
        assert opened_by_many(world, monkeypatch) == CROWD


def test_the_year_alone_bars_a_second_evaluation(transactional_db, monkeypatch):
    evaluation = EvaluationWorld()
    with without(TWIN):
        assert opened_by_many(evaluation, monkeypatch) == 1
    with without(TWIN, YEAR):
        assert opened_by_many(evaluation, monkeypatch) == CROWD
