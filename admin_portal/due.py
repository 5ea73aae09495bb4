"""When the time of a case runs out, as a column to sort by, where not all are promised the same days."""

from datetime import timedelta

from django.db.models import Case, DateTimeField, F, QuerySet, When

from applications.services.sla_borders import Borders

DUE_AT = "due_at"
WEEK, WORKING_WEEK = timedelta(days=7), 5


def with_due(rows: QuerySet, states) -> QuerySet:
    """The cases with `due_at`: the promise of who has them in these states, a week for five working days.

    A holiday puts off all that run across it alike, so that it stays out of the order.
    """
    promises = Borders(states).promises.items()
    ends = [When(lying, then=F("turn_began_at") + WEEK * days / WORKING_WEEK) for days, lying in promises]
    return rows.annotate(due_at=Case(*ends, default=F("turn_began_at"), output_field=DateTimeField()))
