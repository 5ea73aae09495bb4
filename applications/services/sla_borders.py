"""The colours of the clock as days: from which day on what waits is late, nearly so, or in time.

A queue is narrowed and counted by these days, so that no clock of a row has to be looked at.
"""

import datetime as dt
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState
from applications.promises import promised_days
from catalogue.working_days import known_since, working_days_until

SOON = 2
LATE, SOON_DUE, IN_TIME, UNKNOWN = "late", "soon", "ok", "unknown"
COLOURS = {LATE: "已超期", SOON_DUE: f"{SOON} 个工作日内到期", IN_TIME: f"还有 {SOON + 1} 个工作日以上"}
# Within so many days lie all working days of a promise, the longest holidays among them.
CALENDAR_DAYS_OF_ONE = 2
HOLIDAYS = 40


class Borders:
    """The borders as they hold today, with two readings of the calendar; `states` are those looked at.

    Where all of them were promised the same days, what is late lies in one stretch of an index.
    """

    def __init__(self, states=ApplicationState.with_staff):
        self.today = timezone.localdate()
        self.promises = _promises(states)

    @cached_property
    def _known(self) -> dt.date | None:
        return known_since(self.today)

    @cached_property
    def _used(self) -> dict[dt.date, int | None]:
        longest = max(self.promises, default=0) * CALENDAR_DAYS_OF_ONE + HOLIDAYS
        days = [self.today - dt.timedelta(days=back) for back in range(longest + 1)]
        return working_days_until(self.today, days)

    def within(self, colour: str) -> Q:
        """The condition for cases whose clock shows a colour."""
        found = Q(pk__in=())
        for days, lying in self.promises.items():
            first, last = self._days(colour, days)
            if last is None or first is None or first <= last:
                found |= lying & _began(first, last)
        # Said once more for the indexes, which know what is running.
        return found & ~Q(state__in=ApplicationState.closed)

    def overdue(self, more: int = 0) -> Q:
        """The condition for cases that have taken over `more` working days beyond what was promised."""
        found = Q(pk__in=())
        if self._known is None:
            return found
        for days, lying in self.promises.items():
            last = self._latest(days + more + 1)
            if self._known <= last:
                found |= lying & _began(self._known, last)
        return found

    def _days(self, colour: str, promised: int) -> tuple[dt.date | None, dt.date | None]:
        """First and last day on which a turn of this colour began; None is without end."""
        if self._known is None:
            return (None, None) if colour == UNKNOWN else (dt.date.max, dt.date.min)
        late = self._latest(promised + 1)
        soon = self._latest(promised - SOON)
        return {
            UNKNOWN: (None, self._known - dt.timedelta(days=1)),
            LATE: (self._known, late),
            SOON_DUE: (max(late + dt.timedelta(days=1), self._known), soon),
            IN_TIME: (max(soon + dt.timedelta(days=1), self._known), None),
        }[colour]

    def _latest(self, used: int) -> dt.date:
        """The latest day from which at least so many working days have gone by."""
        days = [day for day, gone in self._used.items() if gone is not None and gone >= used]
        return max(days, default=min(self._used) - dt.timedelta(days=1))


def _promises(states) -> dict[int, Q]:
    """Days promised → what lies where they were; the states on which all kinds agree in one condition."""
    found: dict[int, Q] = {}
    alike: dict[int, list[str]] = {}
    for state in states:
        of_kinds: dict[int | None, list[str]] = {}
        for kind in registry.kinds():
            of_kinds.setdefault(promised_days(state, kind.code), []).append(kind.code)
        for days, kinds in of_kinds.items():
            if days and len(of_kinds) == 1:
                alike.setdefault(days, []).append(state)
            elif days:
                found[days] = found.get(days, Q(pk__in=())) | Q(state=state, kind__in=kinds)
    for days, together in alike.items():
        found[days] = found.get(days, Q(pk__in=())) | Q(state__in=together)
    return found


def _began(first: dt.date | None, last: dt.date | None) -> Q:
    """Turns that began from 00:00 of the first day until the end of the last."""
    began = Q()
    if first is not None:
        began &= Q(turn_began_at__gte=midnight(first))
    if last is not None:
        began &= Q(turn_began_at__lt=midnight(last + dt.timedelta(days=1)))
    return began


def midnight(day: dt.date) -> dt.datetime:
    """The moment a day begins here."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
