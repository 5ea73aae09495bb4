"""What the first page of a desk lists."""

from math import inf

from django.db.models import Q

from admin_portal.portals import house_of
from admin_portal.queue import Queue, Row
from admin_portal.sla import sla_of
from applications.models import ApplicationProgress
from applications.services.road import clocks
from applications.services.sla_borders import Borders

OLDEST = 5
RECENT, AMONG = 8, 50


def oldest(queue: Queue) -> list[Row]:
    """The waiting cases whose time runs out first.

    Of those promised the same days they are the ones that wait longest; an employer promises several.
    """
    waiting = queue.waiting.with_names().order_by("turn_began_at", "pk")
    promises = Borders().promises.values()
    found = [row for lying in promises for row in waiting.filter(lying)[:OLDEST]]
    running = clocks(found)
    found.sort(key=lambda row: (_left(running[row.pk]), row.turn_began_at, row.pk))
    return [_row(row, running[row.pk], queue) for row in found[:OLDEST]]


def _left(clock) -> float:
    """Working days until it is late; where nobody can say, those that wait longest come first of all."""
    return -inf if clock.used is None else clock.promised - clock.used


def _row(application, clock, queue) -> Row:
    return Row(application, sla_of(clock.used, clock.promised), queue.desk_url(application))


def recent_decisions(portal, actor) -> list[ApplicationProgress]:
    """The latest moves that people of this house made, by their time, as 主管单位 of others too.

    Not those of another house in a case of this one: a 主管单位 and its employers act in the same capacity.
    """
    house = house_of(actor)
    if actor.office_id:
        lies = Q(application__office=house) | Q(application__authority_office=house)
    else:
        lies = Q(application__employer=house) | Q(application__authority=house)
    moves = ApplicationProgress.objects.filter(lies, capacity=portal.capacity, by_body=house.name)
    written = moves.order_by("-pk").select_related("application")[:AMONG]
    return sorted(written, key=lambda move: (move.at, move.pk), reverse=True)[:RECENT]
