"""One application is held for long: whoever moves it is told so, and nobody else waits (promise R22)."""

import threading
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application
from tests.factories.accounts import prove, sign_in
from tests.factories.applications import OPINION

BUSY = "正在处理"


@contextmanager
def held(application):
    """Somebody, as with `SELECT … FOR UPDATE` in psql, keeps the row of this application."""
    is_held, leave = threading.Event(), threading.Event()

    def hold():
        try:
            with transaction.atomic():
                Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
                is_held.set()
                leave.wait(60)
        finally:
            connection.close()

    thread = threading.Thread(target=hold, daemon=True)
    thread.start()
    try:
        assert is_held.wait(10)
        yield
    finally:
        leave.set()
        thread.join(10)


def browser_of(actor):
    """A browser in which a person signed in and has just proved who they are."""
    return prove(sign_in(Client(), actor))


def pages_of(world, application):
    """What is only read: (browser, address)."""
    mine, officer = browser_of(world.applicant), browser_of(world.officer)
    return [
        (mine, reverse("applications:application_detail", args=[application.public_id])),
        (mine, reverse("applications:application_list")),
        (officer, reverse("admin_portal:office_application_detail", args=[application.public_id])),
        (officer, reverse("admin_portal:office_application_list")),
    ]


def move(actor, application, name, *, door, **data):
    """A press of a button: (browser, address, form)."""
    address = reverse(door, args=[application.public_id, name])
    return browser_of(actor), address, {"version": application.version, "confirmed": "1", **data}


def presses_on(world, application):
    """What the applicant and the office press on an application at the office."""
    desk = "admin_portal:office_application_transition"
    return [
        move(world.officer, application, "claim", door=desk),
        move(world.officer, application, "return_to_applicant", door=desk, **OPINION),
        move(world.applicant, application, "withdraw", door="applications:application_transition"),
    ]


def saves_on(world, draft):
    """What a person does with a draft: 保存 of a section, and 同意并报送."""
    section = [section for section in registry.kind(world.kind).sections if not section.many][-1]
    seen = draft.answers.get(section_key=section.key).version
    address = reverse("applications:section_edit", args=[draft.public_id, section.key])
    answers = world.answers()[section.key]
    return [
        (browser_of(world.applicant), address, {**answers, "version": seen}),
        move(world.applicant, draft, "submit", door="applications:application_transition", commitment="on"),
    ]


@pytest.fixture
def short_patience():
    """This connection waits a fraction of what the platform does (see tests/core/test_middleware.py)."""
    limits = settings.DATABASES["default"]["OPTIONS"]["options"]
    usual = next(word for word in limits.split() if word.startswith("lock_timeout")).partition("=")[2]
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
        yield
        cursor.execute(f"SET lock_timeout = '{usual}'")


def pressed(press):
    """The answer to a press."""
    browser, address, data = press
    return browser.post(address, data)


@pytest.mark.parametrize("place", ["at the office", "a draft"])
def test_whoever_moves_it_is_told_and_nobody_else_waits(each_world, place, short_patience):
    world = each_world
    if place == "a draft":
        application = world.complete()
        presses = saves_on(world, application)
        read = pages_of(world, application)[:2]
    else:
        application = world.stored(S.OFFICE_REVIEW, world.applicant)
        presses = presses_on(world, application)
        read = pages_of(world, application)
    neighbour = world.shown(world.stored(S.EMPLOYER_REVIEW, world.another_applicant()))
    elsewhere = move(
        world.clerk,
        neighbour,
        "endorse",
        door="admin_portal:employer_application_transition",
        **OPINION,
    )
    before = Application.objects.values().get(pk=application.pk)
    with held(application):
        for press in presses:
            answer = pressed(press)
            assert answer.status_code == 503, press[1]
            assert BUSY in answer.content.decode()
        assert [browser.get(address).status_code for browser, address in read] == [200] * len(read)
        assert pressed(elsewhere).status_code == 302
    assert Application.objects.values().get(pk=application.pk) == before
    assert pressed(presses[0]).status_code == 302
