"""Batches among other work: two workers on one, two clerks at one case, one case that moves on meanwhile."""

import threading
from functools import partial
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import Application, BatchRow, RowOutcome
from applications.services import batches
from applications.services.transitions import perform
from core import outbox
from core.models import OutboxRow
from messaging.models import Message
from tests.factories.applications import OPINION, World
from tests.promises.crowd import at_once, browsers, switch_off_locks

TAKE_UP = "admin_portal:office_application_take_up"
WORKERS = 2


@pytest.fixture
def world(transactional_db, settings, tmp_path, monkeypatch):
    """What was ordered is done where the test says so, and not at once."""
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)
    settings.MEDIA_ROOT = tmp_path
    return World()


def batch_of(world, cases):
    found = Application.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk")
    job = batches.order(found, "claim", actor=world.officer, key=uuid4())
    return job, OutboxRow.objects.get(kind=batches.RUN, subject_id=job.public_id)


def claims(cases):
    return [case.progress.filter(move="claim").count() for case in cases]


def both_read_before_either_acts(monkeypatch):
    """Each worker has read which rows wait before the other does one: no row is past for either."""
    read, waiting = threading.Barrier(WORKERS), batches._waiting

    def wait(job):
        found = waiting(job)
        read.wait(30)
        return found

    monkeypatch.setattr(batches, "_waiting", wait)


def made(monkeypatch):
    """How often a worker set out to make the move of each row."""
    rows, make = [], batches._make

    def count(row, job):
        rows.append(row.pk)
        return make(row, job)

    monkeypatch.setattr(batches, "_make", count)
    return rows


def test_two_workers_on_one_batch_do_each_row_once(world, monkeypatch):
    cases = [world.stored(S.OFFICE_REVIEW) for _ in range(4)]
    job, row = batch_of(world, cases)
    both_read_before_either_acts(monkeypatch)
    tried = made(monkeypatch)
    assert at_once(*[lambda: batches.run(row)] * WORKERS) == [None, None]
    assert sorted(tried) == sorted(job.rows.values_list("pk", flat=True))
    assert claims(cases) == [1] * len(cases)
    assert set(job.rows.values_list("outcome", "reason")) == {(RowOutcome.DONE, "")}
    assert Message.objects.filter(recipient=world.officer.user, template_code="batch_finished").count() == 1


def test_control_without_the_lock_a_row_is_done_twice(world, monkeypatch):
    case = world.stored(S.OFFICE_REVIEW)
    _, row = batch_of(world, [case])
    both_read_before_either_acts(monkeypatch)
    tried = made(monkeypatch)
    switch_off_locks(monkeypatch, WORKERS)
    at_once(*[lambda: batches.run(row)] * WORKERS)
    assert len(tried) == WORKERS
    assert claims([case]) == [2]


def test_two_clerks_take_up_one_case_and_the_second_reads_who_was_first(world):
    for _ in range(3):
        case = world.stored(S.OFFICE_REVIEW)
        people = (world.officer, world.second)
        chosen = {"application": str(case.public_id)}
        two = [browsers(person, 1)[0] for person in people]
        press = [partial(browser.post, reverse(TAKE_UP), chosen, follow=True) for browser in two]
        pages = [answer.content.decode() for answer in at_once(*press)]
        case.refresh_from_db()
        winner = next(place for place, person in enumerate(people) if person.user == case.assignee)
        assert "已受理 1 件。" in pages[winner]
        late = pages[1 - winner]
        assert f"{case.number} 没有受理：{people[winner].user.name}已经受理了这份申报" in late
        assert "已受理 1 件。" not in late
        assert claims([case]) == [1]


def test_a_case_that_moves_on_meanwhile_is_reported_and_the_others_are_done(world, monkeypatch):
    """A colleague holds one case while the worker comes to it, and lets go when it was decided."""
    cases = [world.stored(S.OFFICE_REVIEW) for _ in range(12)]
    moved = cases[5]
    job, row = batch_of(world, cases)
    held, reached = threading.Event(), threading.Event()
    make = batches._make

    def come_to(one, of):
        if one.application_id == moved.pk:
            reached.set()
        return make(one, of)

    monkeypatch.setattr(batches, "_make", come_to)

    def decide():
        with transaction.atomic():
            perform(moved, "reject_by_office", actor=world.second, data=OPINION)
            held.set()
            assert reached.wait(30)

    def work():
        assert held.wait(30)
        batches.run(row)

    assert at_once(decide, work) == [None, None]
    (skipped,) = job.rows.exclude(outcome=RowOutcome.DONE)
    assert (skipped.application_id, skipped.outcome) == (moved.pk, RowOutcome.SKIPPED)
    assert world.second.user.name in skipped.reason
    moved.refresh_from_db()
    assert (moved.state, moved.assignee) == (S.REJECTED_BY_OFFICE, None)
    assert BatchRow.objects.filter(outcome=RowOutcome.DONE).count() == len(cases) - 1
    others = [case for case in cases if case != moved]
    assert (claims(others), claims([moved])) == ([1] * len(others), [0])
