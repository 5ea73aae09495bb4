"""报表下载 of the desks: the papers of one case, the roster of a queue, and what was made lately."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.step_up import reauthenticated
from admin_portal import roster_export as roster_exports
from admin_portal.queue import Queue
from admin_portal.roster import order_roster
from admin_portal.views.common import visible_case
from applications.services.papers import listing, orders
from applications.services.papers.declared import offered_for
from core.errors import Refused


@require_safe
def paper_list(request, portal):
    """What the person had made lately."""
    page = listing.page_of(request.actor, request.GET.get("cursor"))
    return render(request, "admin_portal/paper_list.html", {"portal": portal, "page": page})


@require_safe
def case_paper_list(request, portal, public_id):
    """The papers that can be made of one case."""
    application = visible_case(request, portal, public_id)
    context = {"portal": portal, "application": application, "papers": offered_for(application)}
    return render(request, "admin_portal/case_paper_list.html", context)


@require_POST
def paper_order(request, portal, public_id, code):
    """Have one paper of a case made; the page of the job shows how far it is."""
    application = visible_case(request, portal, public_id)
    try:
        found = listing.offered(application, code)
    except KeyError:
        raise Http404 from None
    try:
        printed = orders.order(found, application.public_id, actor=request.actor)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(portal.url("case_paper_list", public_id))
    return redirect("core:progress_detail", public_id=printed.job.public_id)


@require_POST
@reauthenticated
def roster_export(request, portal):
    """花名册 of the queue as it is filtered, as a workbook; the page of the job shows how far it is."""
    queue = Queue(portal, request.actor, request.GET)
    try:
        job = roster_exports.order(queue, actor=request.actor)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(queue.url)
    return redirect("core:progress_detail", public_id=job.public_id)


@require_POST
@reauthenticated
def roster_order(request, portal):
    """花名册 of the queue as it is filtered."""
    queue = Queue(portal, request.actor, request.GET)
    try:
        printed = order_roster(queue, actor=request.actor)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect(queue.url)
    return redirect("core:progress_detail", public_id=printed.job.public_id)
