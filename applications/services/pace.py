"""How long each batch takes for each state, kept by a job that reads the history on from where it stopped.

Counted is what an employer or an office moved on; what an applicant took back says nothing about a desk.
"""

import datetime
from collections import Counter
from itertools import takewhile

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from accounts.actors import Capacity
from applications.models import ApplicationProgress, PaceMark, StepPace
from applications.services.road import WITH_DESKS
from catalogue.working_days import working_days_of

CHUNK = 2000
MOST_CHUNKS = 500
# What was written longer ago is committed: no row can appear before the mark any more.
SETTLED = datetime.timedelta(minutes=10)


def keep_paces() -> int:
    """Count in what was moved on since the last time, early or late, once each; returns how many."""
    counted = 0
    for _ in range(MOST_CHUNKS):
        read, new = _read_on()
        counted += new
        if read < CHUNK:
            break
    return counted


@transaction.atomic
def _read_on() -> tuple[int, int]:
    PaceMark.objects.get_or_create(pk=1)
    mark = PaceMark.objects.select_for_update().get(pk=1)
    before = timezone.now() - SETTLED
    further = ApplicationProgress.objects.filter(pk__gt=mark.last).order_by("pk")[:CHUNK]
    rows = list(takewhile(lambda row: row.at < before, further))
    if not rows:
        return 0, 0
    counted = _count([row.pk for row in rows])
    mark.last = rows[-1].pk
    mark.save(update_fields=["last"])
    return len(rows), counted


def _count(read: list[int]) -> int:
    entered = ApplicationProgress.objects.filter(
        application=OuterRef("application"), pk__lt=OuterRef("pk"), to_state=OuterRef("from_state")
    ).exclude(from_state=F("to_state"))
    left = (
        ApplicationProgress.objects.filter(pk__in=read, from_state__in=WITH_DESKS)
        .filter(capacity__in=(Capacity.EMPLOYER, Capacity.TITLE_OFFICE))
        .exclude(from_state=F("to_state"))
        .annotate(began=Subquery(entered.order_by("-pk").values("at")[:1]))
        .exclude(began=None)
        .select_related("application")
    )
    rows = list(left)
    spans = [(timezone.localdate(row.began), timezone.localdate(row.at)) for row in rows]
    finished: Counter[tuple] = Counter()
    days: Counter[tuple] = Counter()
    for row, taken in zip(rows, working_days_of(spans), strict=True):
        if taken is not None:
            one = row.application
            batch = (one.office_id, one.kind, one.application_year, one.plan_id, row.from_state)
            finished[batch] += 1
            days[batch] += taken
    for batch, number in sorted(finished.items(), key=str):
        _add(batch, number, days[batch])
    return sum(finished.values())


def _add(batch: tuple, finished: int, days: int) -> None:
    office, kind, year, plan, state = batch
    pace, _ = StepPace.objects.get_or_create(
        office_id=office, kind=kind, year=year, plan_id=plan, state=state
    )
    StepPace.objects.filter(pk=pace.pk).update(finished=F("finished") + finished, days=F("days") + days)
