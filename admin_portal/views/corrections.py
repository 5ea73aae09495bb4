"""更正申请 of the offices: the list, one request, its decision, and its numbers in full."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.services import corrections
from accounts.services.correction_rights import visible_to
from admin_portal.correction_desk import correction_desk
from admin_portal.correction_list import CorrectionList
from admin_portal.desk import Attempt
from admin_portal.forms.desk import RevealForm
from admin_portal.views.common import list_context, make_move


@require_safe
def correction_list(request):
    """The requests of one tab."""
    context = list_context(CorrectionList(request.actor, request.GET), request.GET)
    return render(request, "admin_portal/correction_list.html", context)


@require_safe
def correction_detail(request, public_id):
    """One request."""
    return _page(request, _visible(request, public_id))


@require_POST
def correction_transition(request, public_id, move):
    """同意, 退回补正 or 不同意."""
    correction = _visible(request, public_id)
    transition = corrections.CORRECTION_ROAD.transitions.get(move)
    if transition is None:
        raise Http404
    form = transition.bound_form(correction, request.actor, request.POST)
    if not form.is_valid():
        return _page(request, correction, attempt=Attempt(move, form), status=422)
    _, refusal = make_move(request, corrections.perform, correction, move)
    if refusal:
        attempt = Attempt(move, form, str(refusal))
        return _page(request, _visible(request, public_id), attempt=attempt, status=refusal.status)
    messages.success(request, f"已办理“{transition.label}”。")
    return redirect("admin_portal:correction_detail", public_id=public_id)


@require_POST
def correction_reveal(request, public_id):
    """Both document numbers in full, for a reason that goes on record."""
    correction = _visible(request, public_id)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return _page(request, correction, reveal_form=form, status=422)
    revealed = corrections.reveal(correction, actor=request.actor, reason=form.cleaned_data["reason"])
    return _page(request, correction, revealed=revealed)


def _visible(request, public_id):
    rows = visible_to(request.actor).select_related("office", "person__employer")
    return get_object_or_404(rows, public_id=public_id)


def _page(request, correction, *, attempt=None, revealed=None, reveal_form=None, status=200):
    shown = request.GET.get("file", "")
    desk = correction_desk(correction, request.actor, attempt=attempt, revealed=revealed, shown=shown)
    context = {
        "desk": desk,
        "correction": correction,
        "attempt": attempt,
        "revealed": revealed,
        "reveal_form": reveal_form or RevealForm(),
        "forms": [form for form in (attempt and attempt.form, reveal_form) if form],
    }
    response = render(request, "admin_portal/correction_detail.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
