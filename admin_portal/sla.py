"""How much of the promised time is left, in working days, colour and words."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F
from django.db.models.functions import TruncDate
from django.utils import timezone

from applications.promises import promised_days
from applications.services.road import clocks
from catalogue.working_days import working_days_until

SOON = 2


@dataclass(frozen=True)
class Sla:
    """What a row shows: `css` is the colour, `share` the used part of the promise in percent."""

    words: str
    css: str
    icon: str
    share: int


@dataclass(frozen=True)
class Load:
    """How many cases wait, and how many of them are late or nearly so; of `unknown` nobody can say."""

    total: int
    late: int
    soon: int
    unknown: int


def sla_of(used: int | None, promised: int | None) -> Sla | None:
    """The clock of one case; None while the calendar is not known or nobody promised anything."""
    if used is None or not promised:
        return None
    left, share = promised - used, min(100, round(100 * used / promised))
    if left < 0:
        return Sla(f"超 {-left} 天", "sla-late", "exclamation-octagon-fill", share)
    if left <= SOON:
        words = f"剩 {left} 天" if left else "今天到期"
        return Sla(words, "sla-soon", "exclamation-triangle", share)
    return Sla(f"剩 {left} 天", "sla-ok", "clock", share)


def slas(applications) -> dict[int, Sla | None]:
    """The clocks of a page of cases by primary key, with one reading of the calendar."""
    running = clocks(applications)
    return {pk: sla_of(clock.used, clock.promised) for pk, clock in running.items()}


def slas_since(began: dict, promised: int) -> dict[int, Sla | None]:
    """The clocks of things that wait since a moment, by the same keys, with one reading of the calendar."""
    days = {key: timezone.localdate(moment) for key, moment in began.items()}
    used = working_days_until(timezone.localdate(), days.values()) if days else {}
    return {key: sla_of(used[day], promised) for key, day in days.items()}


def sla_since(moment: dt.datetime, promised: int) -> Sla | None:
    """The clock of one thing that has waited since `moment`."""
    return slas_since({0: moment}, promised)[0]


def load_of(waiting) -> Load:
    """Count the waiting cases by how much time is left, in two statements however many there are."""
    began = waiting.order_by().annotate(day=TruncDate(F("turn_began_at"))).values("day", "state")
    groups = [(row["day"], row["state"], row["n"]) for row in began.annotate(n=Count("pk"))]
    used = working_days_until(timezone.localdate(), {day for day, _, _ in groups}) if groups else {}
    kinds = Counter()
    for day, state, number in groups:
        kinds[_colour(used, day, state)] += number
    unknown = sum(number for day, _, number in groups if used[day] is None)
    return Load(kinds.total(), kinds["sla-late"], kinds["sla-soon"], unknown)


def _colour(used: dict[dt.date, int | None], day: dt.date, state: str) -> str:
    clock = sla_of(used[day], promised_days(state))
    return clock.css if clock else ""
