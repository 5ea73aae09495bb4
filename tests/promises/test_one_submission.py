"""Pressing 同意并报送 or 我要申报 twenty times, in two browsers, makes one (promise R1)."""

import pytest
from django.db import connection
from django.urls import reverse

from applications.models import Application
from applications.services.transitions import perform
from messaging.models import Delivery, Message
from tests.promises.crowd import CROWD, at_once, browsers, post, switch_off_locks
from tests.promises.invariants import violations


def press_submit(world, application):
    """Twenty clicks at once, taking turns between two browsers."""
    url = reverse("applications:application_transition", args=[application.public_id, "submit"])
    two = browsers(world.applicant, 2)
    application.refresh_from_db()
    data = {"commitment": "on", "version": application.version}
    return at_once(*(post(two[n % 2], url, data) for n in range(CROWD)))


def traces(application):
    """What a submission leaves: history, snapshot, inbox and SMS."""
    told = {"recipient": application.applicant, "template_code": "application_submitted"}
    return [
        application.progress.filter(move="submit").count(),
        application.revisions.count(),
        Message.objects.filter(**told).count(),
        Delivery.objects.filter(**told, channel="sms").count(),
    ]


def test_twenty_clicks_make_one_submission_and_show_one_page(world, rounds):
    application = world.complete()
    done = reverse("applications:application_done", args=[application.public_id])
    for played in rounds:
        answers = press_submit(world, application)
        assert [(answer.status_code, answer.url) for answer in answers] == [(302, done)] * CROWD
        assert traces(application) == [played + 1] * 4
        perform(application, "withdraw", actor=world.applicant)
    assert violations() == []


def test_control_without_the_lock_there_are_several_submissions(world, monkeypatch):
    application = world.complete()
    switch_off_locks(monkeypatch, CROWD)
    press_submit(world, application)
    assert traces(application)[0] > 1
    assert violations() != []


def press_create(world, applicant):
    """Twenty times 我要申报 at once."""
    url = reverse("applications:application_create")
    two = browsers(applicant, 2)
    data = {"level_group": "junior", "office_name": world.office.name}
    return at_once(*(post(two[n % 2], url, data) for n in range(CROWD)))


def test_twenty_clicks_open_one_application(world, rounds):
    for _ in rounds:
        applicant = world.another_applicant()
        answers = press_create(world, applicant)
        assert Application.objects.filter(applicant=applicant.user).count() == 1
        assert sorted(answer.status_code for answer in answers) == [302] + [409] * (CROWD - 1)
        assert all("还没有办完" in a.content.decode() for a in answers if a.status_code == 409)
    assert violations() == []


@pytest.fixture
def without_the_index(world):
    """The table as it would be without its rule of one open application of a kind."""
    rule = next(c for c in Application._meta.constraints if c.name == "one_open_application_per_kind")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Application, rule)
    yield
    Application.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(Application, rule)


@pytest.mark.usefixtures("without_the_index")
def test_control_without_the_index_there_are_several_applications(world):
    press_create(world, world.applicant)
    assert Application.objects.filter(applicant=world.applicant.user).count() > 1
