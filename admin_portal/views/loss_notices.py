"""遗失公示 of the offices: the list, one notice, and what is done about an objection."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from admin_portal import loss_desk
from admin_portal.desk import Attempt
from admin_portal.views.common import make_move
from applications.services.notices import facts_of
from applications.services.transitions import move_form, perform


@require_safe
def loss_notice_list(request):
    """The notices of one tab."""
    tab = loss_desk.tab_of(request.GET)
    context = {
        "tabs": loss_desk.tabs(request.actor, tab),
        "page": loss_desk.page(request.actor, tab, request.GET.get("cursor")),
    }
    return render(request, "admin_portal/loss_notice_list.html", context)


@require_safe
def loss_notice_detail(request, public_id):
    """One notice and its objections."""
    return _page(request, _visible(request, public_id))


@require_POST
def loss_notice_transition(request, public_id, move):
    """登记异议, 异议不成立 or 异议成立."""
    notice = _visible(request, public_id)
    if move not in loss_desk.HERE:
        raise Http404
    form = move_form(notice.application, move, request.actor, request.POST)
    if not form.is_valid():
        return _page(request, notice, attempt=Attempt(move, form), status=422)
    _, refusal = make_move(request, perform, notice.application, move)
    if refusal:
        attempt = Attempt(move, form, str(refusal))
        return _page(request, _visible(request, public_id), attempt=attempt, status=refusal.status)
    messages.success(request, "已办理，并已通知申请人。")
    return redirect("admin_portal:loss_notice_detail", public_id=public_id)


def _visible(request, public_id):
    """The notice of an application, by the public id of the application."""
    notices = loss_desk.visible_to(request.actor).select_related("application__original", "office")
    return get_object_or_404(notices, application__public_id=public_id)


def _page(request, notice, *, attempt=None, status=200):
    context = {
        "notice": notice,
        "case": loss_desk.case_of(notice, request.actor),
        "facts": facts_of(notice),
        "objections": notice.objections.select_related("recorded_by"),
        "moves": loss_desk.moves_of(notice.application, request.actor, attempt),
        "attempt": attempt,
        "form": attempt and attempt.form,
    }
    return render(request, "admin_portal/loss_notice_detail.html", context, status=status)
