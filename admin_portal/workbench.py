"""What the first page of a desk lists."""

from django.db.models import Q

from admin_portal.queue import Queue, Row
from admin_portal.sla import slas
from applications.models import ApplicationProgress

OLDEST = 5
RECENT = 8


def oldest(queue: Queue) -> list[Row]:
    """The waiting cases whose time runs out first."""
    waiting = queue.waiting.with_names().order_by("turn_began_at", "pk")
    rows = list(waiting[:OLDEST])
    running = slas(rows)
    return [Row(row, running.get(row.pk), queue.desk_url(row)) for row in rows]


def recent_decisions(portal, actor) -> list[ApplicationProgress]:
    """The latest moves that people of this house made."""
    lies = (
        Q(application__office=actor.office_id)
        if actor.office_id
        else Q(application__employer=actor.employer_id)
    )
    moves = ApplicationProgress.objects.filter(lies, capacity=portal.capacity)
    return list(moves.select_related("application").order_by("-pk")[:RECENT])
