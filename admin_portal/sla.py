"""How much of the promised time is left, in working days, colour and words."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from applications.enums import ApplicationState
from applications.models import Application
from applications.services.road import clocks
from applications.services.sla_borders import LATE, SOON, SOON_DUE, UNKNOWN, Borders
from catalogue.working_days import working_days_until
from core.tables import counted


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


class DeskBorders:
    """The borders of what lies on the desks of one portal, as conditions for its lists.

    With an office lie some cases in place of a 主管单位 that were promised other days: a few, read at once,
    so that all the others stay one stretch of an index.
    """

    def __init__(self, portal, actor):
        self._usual = Borders(portal.clocked)
        above = Application.objects.sent_up_to(actor.office) if actor.office else Q(pk__in=())
        self._above = list(Application.objects.filter(above).values_list("pk", flat=True))

    def within(self, colour: str) -> Q:
        """The condition for cases whose clock shows a colour."""
        found = self._usual.within(colour)
        if not self._above:
            return found
        shown = Application.objects.filter(Borders((ApplicationState.AUTHORITY_REVIEW,)).within(colour))
        return found | Q(pk__in=list(shown.filter(pk__in=self._above).values_list("pk", flat=True)))


def load_of(waiting, total: int, portal, actor) -> Load:
    """Count what waits for a person, `total` in all, by how much time is left; each number costs the same."""
    borders = DeskBorders(portal, actor)
    return Load(
        total,
        counted(waiting.filter(borders.within(LATE))),
        counted(waiting.filter(borders.within(SOON_DUE))),
        counted(waiting.filter(borders.within(UNKNOWN))),
    )
