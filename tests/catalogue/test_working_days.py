"""Working days: the vectors of the calendar, and what happens past the published years."""

import datetime as dt
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from catalogue import reference
from catalogue.models import WorkdayOverride, WorkdayYear
from catalogue.working_days import (
    DueDate,
    add_working_days,
    is_working_day,
    on_year_published,
    publish_year,
    working_days_between,
    working_days_until,
)
from core.models import AuditEntry

pytestmark = pytest.mark.django_db

# First day of a notice (not counted) and its fifth working day.
FIVE_DAYS = """
2026-02-06 2026-02-13
2026-02-09 2026-02-14
2026-02-11 2026-02-25
2026-02-12 2026-02-26
2026-02-13 2026-02-27
2026-02-14 2026-02-28
2026-02-24 2026-03-02
2026-04-02 2026-04-10
2026-04-30 2026-05-11
2026-05-06 2026-05-12
2026-06-17 2026-06-25
2026-09-18 2026-09-24
2026-09-24 2026-10-09
2026-09-28 2026-10-10
2026-09-30 2026-10-13
2026-11-20 2026-11-27
""".split()
VECTORS = [
    tuple(map(dt.date.fromisoformat, pair)) for pair in zip(FIVE_DAYS[::2], FIVE_DAYS[1::2], strict=True)
]
HOLIDAYS_2027 = [(dt.date(2027, 1, 1), False, "元旦"), (dt.date(2027, 1, 4), False, "调休")]


@pytest.fixture(autouse=True)
def _calendar(db):
    reference.working_days()


@pytest.mark.parametrize(("start", "end"), VECTORS, ids=str)
def test_five_working_days(start, end):
    assert add_working_days(start, 5) == DueDate(end)
    assert working_days_between(start, end) == 5


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-13", True),
        ("2026-02-14", True),
        ("2026-02-15", False),
        ("2026-02-23", False),
        ("2026-02-28", True),
        ("2026-09-20", True),
        ("2026-09-25", False),
        ("2026-10-08", True),
        ("2026-10-11", False),
        ("2027-01-04", None),
    ],
)
def test_single_days(day, works):
    assert is_working_day(dt.date.fromisoformat(day)) is works


def test_past_the_published_years_a_date_is_an_estimate():
    due = add_working_days(dt.date(2026, 12, 28), 5)
    assert due == DueDate(dt.date(2027, 1, 4), is_estimate=True)
    assert str(due) == "待定（预计 2027-01-04）"
    assert not due.is_over(dt.date(2030, 1, 1))
    assert working_days_between(dt.date(2026, 12, 28), dt.date(2027, 1, 4)) is None


def test_a_period_that_ends_with_the_published_year_is_certain():
    assert add_working_days(dt.date(2026, 12, 24), 5) == DueDate(dt.date(2026, 12, 31))


@pytest.mark.parametrize("today", ["2026-11-21", "2027-03-01", "2028-02-29"])
def test_the_answer_does_not_hang_on_today(today):
    with time_machine.travel(dt.datetime.fromisoformat(f"{today}T12:00:00+08:00")):
        assert add_working_days(dt.date(2026, 9, 24), 5) == DueDate(dt.date(2026, 10, 9))


def test_a_period_is_over_from_midnight_of_shanghai_on_the_next_day():
    due = DueDate(dt.date(2026, 11, 27))
    with time_machine.travel(dt.datetime.fromisoformat("2026-11-27T23:59:59+08:00"), tick=False):
        assert not due.is_over()
    with time_machine.travel(dt.datetime.fromisoformat("2026-11-28T00:00:00+08:00"), tick=False):
        assert due.is_over()


def test_publishing_a_year_makes_the_estimate_certain_and_tells_the_dependants():
    told = []
    on_year_published(told.append)
    publish_year(2027, HOLIDAYS_2027, actor=None)
    assert add_working_days(dt.date(2026, 12, 28), 5) == DueDate(dt.date(2027, 1, 6))
    assert told == [2027]
    assert AuditEntry.objects.filter(event="catalogue.workdays_published", data__year=2027).exists()


def test_publishing_again_replaces_and_another_years_day_is_refused():
    publish_year(2027, HOLIDAYS_2027, actor=None)
    publish_year(2027, HOLIDAYS_2027[:1], actor=None)
    assert WorkdayOverride.objects.filter(on__year=2027).count() == 1
    with pytest.raises(ValueError, match="2028"):
        publish_year(2028, HOLIDAYS_2027, actor=None)
    assert not WorkdayYear.objects.filter(year=2028).exists()


def test_loading_again_keeps_a_year_that_was_corrected():
    publish_year(2026, [], actor=None)
    reference.working_days()
    assert not WorkdayOverride.objects.filter(on__year=2026).exists()


def test_many_beginnings_are_judged_at_once(django_assert_max_num_queries):
    today, spring = dt.date(2026, 2, 14), dt.date(2026, 2, 9)
    with django_assert_max_num_queries(2):
        found = working_days_until(today, [spring, today, dt.date(2026, 2, 20)])
    assert found[spring] == 5
    assert found[today] == 0
    assert found[dt.date(2026, 2, 20)] is None


def test_the_command_enters_a_year(tmp_path):
    file = tmp_path / "2027.csv"
    file.write_text("date,is_workday,name\n2027-01-01,0,元旦\n", encoding="utf-8-sig")
    call_command("publish_workdays", "2027", str(file), stdout=StringIO())
    assert is_working_day(dt.date(2027, 1, 1)) is False


@pytest.mark.parametrize("line", ["2027-01-01,2,元旦", "2027-13-01,0,元旦", "2026-01-01,0,元旦"])
def test_the_command_refuses_a_broken_file(tmp_path, line):
    file = tmp_path / "2027.csv"
    file.write_text(f"date,is_workday,name\n{line}\n")
    with pytest.raises(CommandError):
        call_command("publish_workdays", "2027", str(file))
    assert not WorkdayYear.objects.filter(year=2027).exists()
