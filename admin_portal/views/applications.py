"""申报审核: the queue and the review desk, alike for employers and offices."""

from uuid import uuid4

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.step_up import reauthenticated
from admin_portal.exports import export_queue
from admin_portal.forms.desk import RevealForm
from admin_portal.forms.queue import ColumnsForm
from admin_portal.queue import PER_PAGE, Queue
from admin_portal.roster import may_take_away
from admin_portal.sla import load_of
from admin_portal.views.common import render_desk, visible_case
from applications.services.batches import MOST
from applications.services.column_choices import hide
from applications.services.reveal import reveal
from applications.services.saved_filters import default_of


@require_safe
def application_list(request, portal):
    """The queue; where nothing was asked for, in the view the person chose to begin with."""
    kept = None if request.GET else default_of(request.actor.user, portal.key)
    if kept:
        return redirect(f"{portal.url('application_list')}?{kept.query}")
    return _render_queue(request, portal, request.GET)


@require_POST
def application_search(request, portal):
    """Turn what was typed into an address without personal data, and go there."""
    queue = Queue(portal, request.actor, request.POST)
    if not queue.filter.is_valid():
        return _render_queue(request, portal, request.POST, status=422)
    return redirect(f"{portal.url('application_list')}?{queue.filter.address(queue.view)}")


@require_POST
def application_columns(request, portal):
    """列设置: show the ticked columns from now on, and go back to the same list."""
    queue, form = Queue(portal, request.actor, request.GET), ColumnsForm(request.POST, portal=portal)
    if not form.is_valid():
        return _render_queue(request, portal, request.GET, status=422, columns=form)
    hide(portal.key, form.hidden, actor=request.actor)
    return redirect(queue.url)


def _render_queue(request, portal, params, status=200, columns=None):
    queue = Queue(portal, request.actor, params)
    page = queue.page()
    open_moves = {move for row in page.rows for move in row.moves}
    context = {
        "portal": portal,
        "queue": queue,
        "page": page,
        "open_moves": open_moves,
        "can_select": bool(open_moves),
        "may_take_away": may_take_away(request.actor),
        "most": MOST,
        "key": uuid4(),
        "load": load_of(queue.waiting, queue.waiting_count, portal, request.actor),
        "chips": queue.filter.chips(request.GET),
        "form": queue.filter,
        "columns": columns or ColumnsForm(portal=portal, hidden=queue.hidden),
        "per_page": queue.per_page,
        "per_page_choices": PER_PAGE,
    }
    return render(request, "admin_portal/application_list.html", context, status=status)


@require_POST
@reauthenticated
def application_export(request, portal):
    """导出当前筛选: masked, and recorded."""
    return export_queue(Queue(portal, request.actor, request.GET), actor=request.actor)


@require_safe
def application_detail(request, portal, public_id):
    """The review desk."""
    return render_desk(request, portal, visible_case(request, portal, public_id))


@require_POST
def application_reveal(request, portal, public_id):
    """Show number, mobile and address in full, once, for a reason."""
    application = visible_case(request, portal, public_id)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return render_desk(request, portal, application, status=422, reveal_form=form)
    shown = reveal(application, actor=request.actor, reason=form.cleaned_data["reason"])
    return render_desk(request, portal, application, revealed=shown)
