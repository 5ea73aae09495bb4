"""The rest of the clock: the place in the line of a desk, and how long the same batch took on average.

Before a case stand those of the same desk in the same state that wait longer. They are counted by an index
up to `FAR`, so that a line of a million costs no more; what cannot be known is left out. Cases before a
committee are dealt with batch by batch and stand in no line.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Func, IntegerField, OuterRef, Q

from applications.enums import ApplicationState as S
from applications.models import Application, StepPace
from applications.models.queue_indexes import HANDED_IN, REPORTED, RUNNING
from applications.services.escalation import escalated
from applications.services.road import WITH_DESKS, Clock, clocks

FAR = 1000
# Fewer say nothing about the rest, and something about the few.
LEAST_FINISHED = 3
AT_EMPLOYERS = (S.EMPLOYER_REVIEW,)
AT_OFFICES = (S.OFFICE_REVIEW, S.PRELIMINARY_PASSED)


def full_clocks(applications, *, own: bool = True) -> dict[int, Clock]:
    """`road.clocks` with place, average and 督办, in five statements more at most, however many they are."""
    places, averages, late = places_of(applications), averages_of(applications), escalated(applications)
    return {
        pk: replace(clock, place=places.get(pk, ""), average=averages.get(pk, ""), escalated=late.get(pk, ""))
        for pk, clock in clocks(applications, own=own).items()
    }


def places_of(applications) -> dict[int, str]:
    """Each one's place in the line of its desk, by primary key; from `FAR` on only that it is so far."""
    found = _places_above([a for a in applications if a.state == S.AUTHORITY_REVIEW])
    for states, desk, condition in (
        (AT_EMPLOYERS, "employer", HANDED_IN),
        (AT_OFFICES, "office", REPORTED),
    ):
        here = [a.pk for a in applications if a.state in states]
        found |= {pk: _words(before) for pk, before in _before(here, desk, condition)} if here else {}
    return found


def _places_above(sent_up) -> dict[int, str]:
    """Those of a 主管单位 or of the office in its place: few lie there at a time, and are counted as read.

    What came to an office because the house was closed since has no line of its own, and is left out.
    """
    here = {a.pk for a in sent_up if a.house_above in (a.authority, a.authority_office)}
    if not here:
        return {}
    same = Q(authority__in={a.authority_id for a in sent_up})
    same |= Q(authority_office__in={a.authority_office_id for a in sent_up})
    lying = Application.objects.filter(same, HANDED_IN, state=S.AUTHORITY_REVIEW)
    waiting = lying.order_by("turn_began_at", "pk").values_list("pk", "authority", "authority_office")
    found: dict[int, str] = {}
    before: Counter[tuple] = Counter()
    for pk, *house in waiting:
        if pk in here:
            found[pk] = _words(before[tuple(house)])
        before[tuple(house)] += 1
    return found


def _before(here: list[int], desk: str, condition: Q):
    same = {desk: OuterRef(desk), "state": OuterRef("state"), "turn_began_at__lte": OuterRef("turn_began_at")}
    longer = Application.objects.filter(condition, RUNNING, **same).order_by()
    earlier = longer.filter(Q(turn_began_at__lt=OuterRef("turn_began_at")) | Q(pk__lt=OuterRef("pk")))
    counted = Func(
        ArraySubquery(earlier.values("pk")[:FAR]), function="CARDINALITY", output_field=IntegerField()
    )
    return Application.objects.filter(pk__in=here).order_by().values_list("pk", counted)


def _words(before: int) -> str:
    return f"{before + 1}" if before < FAR else f"{FAR}+"


def averages_of(applications: Iterable[Application]) -> dict[int, str]:
    """Working days the same batch lay in the present state on average; left out while few have left it."""
    here = {a.pk: batch_of(a) for a in applications if a.state in WITH_DESKS}
    if not here:
        return {}
    offices, kinds, years, _, states = map(set, zip(*here.values(), strict=True))
    known = StepPace.objects.filter(
        office__in=offices, kind__in=kinds, year__in=years, state__in=states, finished__gte=LEAST_FINISHED
    )
    paces = {
        (pace.office_id, pace.kind, pace.year, pace.plan_id, pace.state): pace for pace in known.iterator()
    }
    return {pk: _average(paces[batch]) for pk, batch in here.items() if batch in paces}


def batch_of(application) -> tuple:
    """Office, kind, year, plan and state by which the paces are kept."""
    return (
        application.office_id,
        application.kind,
        application.application_year,
        application.plan_id,
        application.state,
    )


def _average(pace: StepPace) -> str:
    days = (Decimal(pace.days) / pace.finished).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{days:f}".removesuffix(".0") if days >= 1 else "不到 1"
