"""工作台."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from admin_portal.portals import house_of
from admin_portal.queue import Queue
from admin_portal.sla import load_of
from admin_portal.workbench import oldest, recent_decisions


@require_safe
def dashboard(request, portal):
    """What waits, what has waited longest, what was decided lately."""
    queue = Queue(portal, request.actor, request.GET)
    context = {
        "portal": portal,
        "list_url": portal.url("application_list"),
        "house": house_of(request.actor),
        "load": load_of(queue.waiting, queue.waiting_count, portal, request.actor),
        "mine": portal.mine(request.actor).unfinished().order_by().count(),
        "oldest": oldest(queue),
        "decisions": recent_decisions(portal, request.actor),
    }
    return render(request, "admin_portal/dashboard.html", context)
