"""Races on real PostgreSQL, small; each with a control that shows the race without the lock."""

import threading

import pytest
from django.db import connection, transaction

from applications.enums import ApplicationState as S
from applications.models import Application
from applications.registry import Target
from applications.services.drafts import create_draft
from applications.services.transitions import perform
from catalogue.enums import LevelGroup
from core.errors import Refused
from core.workflow import AlreadyDone
from gxzc.local.processes import wait_until
from messaging.models import Message
from tests.factories.applications import OPINION, World
from tests.promises.crowd import switch_off_locks

PLEDGE = {"commitment": "on"}


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def at_once(*works):
    """Run all works in threads that start together; what each returned or raised, in their order."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            start.wait(10)
            results[place] = work()
        except Exception as problem:  # noqa: BLE001 - what a thread raised is what the test looks at
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def submissions(world, application, count=8):
    fresh = [Application.objects.get(pk=application.pk) for _ in range(count)]
    return at_once(
        *(lambda row=row: perform(row, "submit", actor=world.applicant, data=PLEDGE) for row in fresh)
    )


def test_pressing_submit_at_once_makes_one_submission(world):
    application = world.complete()
    results = submissions(world, application)
    assert sum(isinstance(result, Application) for result in results) == 1
    assert sum(isinstance(result, AlreadyDone) for result in results) == len(results) - 1
    assert application.revisions.count() == 1
    assert application.progress.filter(move="submit").count() == 1
    assert Message.objects.filter(recipient=world.applicant.user).count() == 1


def test_without_the_lock_the_race_is_lost(world, monkeypatch):
    application = world.complete()
    switch_off_locks(monkeypatch, people=8)
    submissions(world, application)
    assert application.progress.filter(move="submit").count() > 1


def test_opening_two_applications_at_once_makes_one(world):
    def work():
        return create_draft(
            "recognition", actor=world.applicant, target=Target(LevelGroup.JUNIOR, world.office)
        )

    results = at_once(*([work] * 8))
    assert Application.objects.count() == 1
    assert sum(isinstance(result, Refused) for result in results) == 7


def test_what_comes_out_of_the_bin_gives_way_to_what_is_opened_at_that_instant(world):
    binned = perform(world.draft(), "delete", actor=world.applicant)
    gone, opened = threading.Event(), []

    def restore():
        gone.wait(10)
        return perform(binned, "restore", actor=world.applicant)

    def open_another():
        with transaction.atomic():
            opened.append(world.draft())
            gone.set()
            # The other one's guards see nothing yet; only the table can tell.
            assert wait_until(somebody_waits, 10, pause=0.02)

    refusal, problem = at_once(restore, open_another)
    assert problem is None
    assert isinstance(refusal, Refused), refusal
    assert "恢复" in str(refusal)
    assert [one.pk for one in Application.objects.unfinished()] == [opened[0].pk]


def somebody_waits():
    """Whether a transaction waits for the end of another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted")
        return cursor.fetchone()[0] > 0


def test_two_officers_with_opposite_decisions_make_one(world):
    application = world.at_office()
    results = at_once(
        lambda: perform(application, "pass_preliminary", actor=world.officer, data=OPINION),
        lambda: perform(application, "reject_by_office", actor=world.second, data=OPINION),
    )
    (refusal,) = [result for result in results if isinstance(result, Refused)]
    decisions = application.progress.filter(move__in=("pass_preliminary", "reject_by_office"))
    assert decisions.count() == 1
    assert decisions.get().by_name in str(refusal)


@pytest.mark.parametrize("move", ["endorse", "return_to_applicant", "reject_by_employer"])
def test_withdrawing_against_an_opinion_lets_exactly_one_happen(move, world):
    application = world.submitted()
    at_once(
        lambda: perform(application, "withdraw", actor=world.applicant),
        lambda: perform(application, move, actor=world.clerk, data=OPINION),
    )
    (row,) = application.progress.filter(move__in=("withdraw", move))
    application.refresh_from_db()
    assert application.state == row.to_state
    assert application.state != S.EMPLOYER_REVIEW
