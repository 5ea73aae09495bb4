"""Working days of Guangxi: Monday to Friday, corrected by what the State Council published for the year.

Nothing is guessed: in a year that is not entered yet a date is an estimate (待定), a clock has no number, and
no deadline opens. Start day not counted (Civil Code, art. 201); the next day begins at 00:00 Asia/Shanghai.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from catalogue.models import WorkdayOverride, WorkdayYear
from core import audit

LOCK = "catalogue.working_days"
_dependants: list[Callable[[int], None]] = []


@dataclass(frozen=True)
class DueDate:
    """The last day of a period; an estimate while a year in it is not published."""

    on: dt.date
    is_estimate: bool = False

    def __str__(self):
        return f"待定（预计 {self.on:%Y-%m-%d}）" if self.is_estimate else f"{self.on:%Y-%m-%d}"

    def is_over(self, today: dt.date | None = None) -> bool:
        """Whether the period has run out, from 00:00 of the day after; never while it is an estimate."""
        return not self.is_estimate and (today or timezone.localdate()) > self.on


class _Calendar:
    """Published years and their exceptions around a period, read once per question."""

    def __init__(self, first: dt.date, last: dt.date):
        years = range(first.year, last.year + 1)
        self.published = set(WorkdayYear.objects.filter(year__in=years).values_list("year", flat=True))
        days = WorkdayOverride.objects.filter(on__year__range=(first.year, last.year))
        self.exceptions = dict(days.values_list("on", "is_workday"))

    def knows(self, day: dt.date) -> bool:
        return day.year in self.published

    def works(self, day: dt.date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)

    def count(self, first: dt.date, last: dt.date) -> int | None:
        span = [first + dt.timedelta(days=n) for n in range(1, (last - first).days + 1)]
        known = first <= last and all(map(self.knows, span))
        return sum(map(self.works, span)) if known else None


def is_working_day(day: dt.date) -> bool | None:
    """Whether people work on `day`; None when its year is not published."""
    calendar = _Calendar(day, day)
    return calendar.works(day) if calendar.knows(day) else None


def add_working_days(start: dt.date, days: int) -> DueDate:
    """The last of `days` working days after `start`, which does not count.

    In a year that is not published Monday to Friday are taken for working days and the answer is an estimate.
    """
    calendar = _Calendar(start, start + dt.timedelta(days=days * 2 + 40))
    day, counted, known = start, 0, True
    while counted < days:
        day += dt.timedelta(days=1)
        known = known and calendar.knows(day)
        counted += calendar.works(day)
    return DueDate(day, is_estimate=not known)


def working_days_between(first: dt.date, last: dt.date) -> int | None:
    """Working days after `first` up to and including `last`; None across a year that is not published.

    Raises:
        ValueError: `last` lies before `first`.
    """
    if last < first:
        raise ValueError("the period ends before it begins")
    return working_days_until(last, [first])[first]


def working_days_until(last: dt.date, firsts: Iterable[dt.date]) -> dict[dt.date, int | None]:
    """`working_days_between` for many beginnings and one end, read at once; None for a later beginning."""
    firsts = set(firsts)
    calendar = _Calendar(min([last, *firsts]), last)
    return {first: calendar.count(first, last) for first in firsts}


def working_days_of(spans: Iterable[tuple[dt.date, dt.date]]) -> list[int | None]:
    """`working_days_between` for many periods in their order, read at once; None where it cannot be said."""
    spans = list(spans)
    if not spans:
        return []
    calendar = _Calendar(min(first for first, _ in spans), max(last for _, last in spans))
    return [calendar.count(first, last) for first, last in spans]


def known_since(last: dt.date) -> dt.date | None:
    """The earliest beginning from which `working_days_until(last)` has a number; None where it has none."""
    published = set(WorkdayYear.objects.values_list("year", flat=True))
    year = last.year
    while year in published:
        year -= 1
    # The day a period begins on is not counted, so that the last one of the year before will do.
    return dt.date(year, 12, 31) if year < last.year else None


def on_year_published(recompute: Callable[[int], None]) -> Callable[[int], None]:
    """Register what stores dates that hang on the calendar; called with the year, in the same transaction."""
    if recompute not in _dependants:
        _dependants.append(recompute)
    return recompute


def hold() -> None:
    """Let no year be published until this transaction ends: for whoever stores a date that hangs on one.

    Else a date reckoned a moment before is stored a moment after, and nobody reckons it anew.
    """
    _lock("pg_advisory_xact_lock_shared")


def _lock(function: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [LOCK])


@transaction.atomic
def publish_year(year: int, exceptions: Iterable[tuple[dt.date, bool, str]], *, actor, document="") -> None:
    """Enter the holidays of a year as (day, is it worked, name of the holiday); replaces what stood before.

    Raises:
        ValueError: a day of another year.
    """
    rows = [WorkdayOverride(on=day, is_workday=works, name=name) for day, works, name in exceptions]
    if any(row.on.year != year for row in rows):
        raise ValueError(f"every day must lie in {year}")
    _lock("pg_advisory_xact_lock")
    WorkdayOverride.objects.filter(on__year=year).delete()
    WorkdayOverride.objects.bulk_create(rows)
    WorkdayYear.objects.update_or_create(year=year, defaults={"document": document})
    audit.record(
        "catalogue.workdays_published", subject=("catalogue.workdayyear", None), actor=actor, year=year
    )
    for recompute in _dependants:
        recompute(year)
