"""Two people decide one case at the same instant, through the pages; with a control without the lock."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from applications.enums import ApplicationState as S
from tests.factories.accounts import sign_in
from tests.factories.applications import World
from tests.promises.crowd import switch_off_locks

ROUNDS = 3


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def both_decide(world, application, version):
    """One officer passes, the other returns, each with a remark; their answers in that order."""
    sides = (
        (world.officer, "pass_preliminary", {"opinion": "材料齐全。"}),
        (world.second, "return_to_applicant", {"opinion": "请补合同。"}),
    )
    start, answers = threading.Barrier(len(sides)), [None] * len(sides)

    def send(place, client, move, data):
        url = reverse("admin_portal:office_application_transition", args=[application.public_id, move])
        try:
            start.wait(10)
            answers[place] = client.post(url, {"version": version, **data})
        finally:
            connection.close()

    clients = [sign_in(Client(), actor) for actor, _, _ in sides]
    threads = [
        threading.Thread(target=send, args=(place, clients[place], move, data))
        for place, (_, move, data) in enumerate(sides)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def decisions(application):
    return application.progress.filter(move__in=("pass_preliminary", "return_to_applicant")).count()


def test_the_first_decides_and_the_second_keeps_the_words(world):
    for _ in range(ROUNDS):
        application = world.at_office(world.another_applicant())
        passed, returned = both_decide(world, application, application.version)
        assert sorted((passed.status_code, returned.status_code)) == [302, 409]
        late, words, winner = (
            (passed, "材料齐全。", world.second)
            if passed.status_code == 409
            else (returned, "请补合同。", world.officer)
        )
        page = late.content.decode()
        assert words in page
        assert winner.user.name in page
        assert decisions(application) == 1
        application.refresh_from_db()
        won = S.RETURNED if late is passed else S.PRELIMINARY_PASSED
        assert application.state == won


def test_without_the_lock_both_decide(world, monkeypatch):
    application = world.at_office(world.another_applicant())
    switch_off_locks(monkeypatch, people=2)
    both_decide(world, application, application.version)
    assert decisions(application) == 2
