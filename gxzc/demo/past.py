"""Moving what has just been made into the past, so that clocks and queues have something to show."""

import datetime as dt

from django.db.models import DateTimeField, F

from accounts.models import AccountMove


def backdate(rows, days: int) -> None:
    """Move every instant of these rows back by `days`."""
    instants = [field.name for field in rows.model._meta.fields if isinstance(field, DateTimeField)]
    rows.update(**{name: F(name) - dt.timedelta(days=days) for name in instants})


def age(subject, days: int) -> None:
    """Move a subject of accounts with the moves it has made back by `days`."""
    backdate(type(subject).objects.filter(pk=subject.pk), days)
    backdate(AccountMove.objects.filter(**AccountMove.of(subject)), days)
