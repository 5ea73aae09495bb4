"""Moving what has just been made into the past, so that clocks and queues have something to show."""

import datetime as dt

from django.db.models import DateTimeField, F

from accounts.models import AccountMove
from catalogue.working_days import add_working_days

LONGEST = 60


def backdate(rows, days: int) -> None:
    """Move every instant of these rows back by `days`."""
    instants = [field.name for field in rows.model._meta.fields if isinstance(field, DateTimeField)]
    rows.update(**{name: F(name) - dt.timedelta(days=days) for name in instants})


def age(subject, days: int) -> None:
    """Move a subject of accounts with the moves it has made back by `days`."""
    backdate(type(subject).objects.filter(pk=subject.pk), days)
    backdate(AccountMove.objects.filter(**AccountMove.of(subject)), days)


def begun_before(on: dt.date, working_days: int) -> int | None:
    """How many days before `on` what runs so many working days must have begun to be over then.

    None while the calendar of a year it would run in is not published.
    """
    return next((n for n in range(1, LONGEST) if _is_over(on, n, working_days)), None)


def _is_over(on, days, working_days) -> bool:
    return add_working_days(on - dt.timedelta(days=days), working_days).is_over(on)
