"""申报审核: the queue and the review desk, alike for employers and offices."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.step_up import reauthenticated
from admin_portal.exports import export_queue
from admin_portal.forms.desk import RevealForm
from admin_portal.queue import PER_PAGE, Queue
from admin_portal.sla import load_of
from admin_portal.taking_up import take_up
from admin_portal.views.common import render_desk, visible_case
from applications.services.reveal import reveal


@require_safe
def application_list(request, portal):
    """The queue."""
    return _render_queue(request, portal, request.GET)


@require_POST
def application_search(request, portal):
    """Turn what was typed into an address without personal data, and go there."""
    queue = Queue(portal, request.actor, request.POST)
    if not queue.filter.is_valid():
        return _render_queue(request, portal, request.POST, status=422)
    return redirect(f"{portal.url('application_list')}?{queue.filter.address(queue.view)}")


def _render_queue(request, portal, params, status=200):
    queue = Queue(portal, request.actor, params)
    page = queue.page()
    context = {
        "portal": portal,
        "queue": queue,
        "page": page,
        "can_select": any(row.can_select for row in page.rows),
        "load": load_of(portal.waiting(request.actor)),
        "chips": queue.filter.chips(request.GET),
        "form": queue.filter,
        "per_page": queue.per_page,
        "per_page_choices": PER_PAGE,
    }
    return render(request, "admin_portal/application_list.html", context, status=status)


@require_POST
def application_take_up(request, portal):
    """受理 every selected case; each succeeds or is refused for itself."""
    done, refusals = take_up(portal, request.POST.getlist("application"), actor=request.actor)
    if done:
        messages.success(request, f"已受理 {done} 件。")
    for sentence in refusals:
        messages.warning(request, sentence)
    if not (done or refusals):
        messages.warning(request, "请先勾选要受理的申报。")
    return redirect(Queue(portal, request.actor, request.GET).url)


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
