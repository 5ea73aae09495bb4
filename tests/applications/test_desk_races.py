"""Two colleagues at one section at one instant, and an answer at the instant its period runs out."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application, ReturnItem, ReturnNotice
from applications.services import verdicts
from applications.services.noting import Defect, note, remove_note
from applications.services.reading import read_submitted
from applications.services.return_deadlines import lapse_due
from applications.services.return_places import spots_of
from applications.services.transitions import perform
from applications.services.verdicts import Seen, judge
from applications.verdict_enums import Verdict
from core.errors import Refused
from core.models import AuditEntry
from tests.applications.test_races import at_once
from tests.factories.applications import ANSWERS, OPINION, World
from tests.promises.crowd import after_all, switch_off_locks

KEY = "work_summary"
PLEDGE = {"commitment": "on"}


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def colleagues(world, application):
    """What each of two people of the office may do with one section, both from the page they opened."""
    section = registry.kind(application.kind).section(KEY)
    defect = Defect(spots_of(read_submitted(application))[KEY], "TH-33", "请写清做了什么。")

    def find_nothing(actor):
        return judge(fresh(application), section, Verdict.PASSED, actor=actor, seen=Seen(1, 0))

    def find_fault(actor):
        return note(fresh(application), defect, actor=actor, revision=1)

    return find_nothing, find_fault


def fresh(application):
    return Application.objects.get(pk=application.pk)


def test_two_who_judge_one_section_at_once_leave_one_verdict(world):
    application = world.unread()
    find_nothing, find_fault = colleagues(world, application)
    both = at_once(lambda: find_nothing(world.officer), lambda: find_nothing(world.second))
    assert [said.version for said in both] == [1, 1]
    assert AuditEntry.objects.filter(event="applications.section_judged").count() == 1
    application.verdicts.all().delete()
    passed, noted = at_once(lambda: find_nothing(world.officer), lambda: find_fault(world.second))
    assert isinstance(noted, ReturnItem)
    assert not isinstance(passed, Exception) or isinstance(passed, Refused)
    assert fresh(application).verdicts.get().stands == Verdict.PROBLEM
    one, other = at_once(lambda: find_fault(world.officer), lambda: find_fault(world.second))
    assert one == other == ReturnItem.objects.get()
    at_once(*(lambda: remove_note(fresh(application), one.public_id, actor=world.second),) * 2)
    assert fresh(application).verdicts.get().stands == Verdict.UNSEEN


def test_without_the_lock_the_second_verdict_breaks(world, monkeypatch):
    application = world.unread()
    find_nothing, _ = colleagues(world, application)
    switch_off_locks(monkeypatch, people=2)
    monkeypatch.setattr(verdicts, "_say", after_all(2, verdicts._say))
    both = at_once(lambda: find_nothing(world.officer), lambda: find_nothing(world.second))
    assert any(isinstance(result, IntegrityError) for result in both)


def answered_too_late(world):
    """Returned and mended, on the day after the last; whoever answers has looked just before midnight."""
    application = world.at_office()
    told = OPINION | {"sections": [KEY], "days": "10"}
    back = perform(application, "return_to_applicant", actor=world.officer, data=told)
    world.save(back, KEY, ANSWERS[KEY])
    yesterday = timezone.localdate() - timedelta(days=1)
    ReturnNotice.objects.update(deadline_on=yesterday, is_estimate=False)
    return back


def answer_and_lapse(world, application):
    road = registry.kind(application.kind).workflow
    return at_once(
        lambda: road.perform(fresh(application), "submit", actor=world.applicant, data=PLEDGE), lapse_due
    )


def test_an_answer_at_the_instant_of_the_lapse_has_one_outcome(world):
    application = answered_too_late(world)
    submitted, lapsed = answer_and_lapse(world, application)
    won = isinstance(submitted, Application)
    assert fresh(application).state == (S.EMPLOYER_REVIEW if won else S.LAPSED)
    assert won or isinstance(submitted, Refused)
    assert lapsed == (0 if won else 1)
    assert application.progress.filter(move__in=("submit", "lapse"), from_state=S.RETURNED).count() == 1
    assert ReturnNotice.objects.get().closed_at


def test_without_the_lock_it_is_answered_and_lapsed(world, monkeypatch):
    application = answered_too_late(world)
    switch_off_locks(monkeypatch, people=2)
    answer_and_lapse(world, application)
    assert application.progress.filter(move__in=("submit", "lapse"), from_state=S.RETURNED).count() == 2
