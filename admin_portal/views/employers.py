"""单位管理 of the offices: the list, one employer, its moves and the changes it asks for."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import EmployerChange
from accounts.services import employer_contact
from accounts.services.employer_details import move_change
from accounts.services.employer_rights import visible_to
from accounts.services.employer_road import CHANGE_ROAD, EMPLOYER_ROAD
from accounts.step_up import reauthenticated_for
from admin_portal.desk import Attempt
from admin_portal.employer_desk import ELSEWHERE, employer_desk
from admin_portal.employer_queue import EmployerList
from admin_portal.forms.desk import RevealForm
from admin_portal.views.common import list_context, make_move


def visible_employer(request, public_id):
    """One employer with its names; one the person may not see is not found."""
    return get_object_or_404(visible_to(request.actor).with_names(), public_id=public_id)


@require_safe
def employer_list(request):
    """The employers of one tab."""
    context = list_context(EmployerList(request.actor, request.GET), request.GET)
    return render(request, "admin_portal/employer_list.html", context)


@require_safe
def employer_detail(request, public_id):
    """One employer."""
    return render_employer(request, visible_employer(request, public_id))


@require_POST
@reauthenticated_for("disable", "restore")
def employer_transition(request, public_id, move):
    """Make one move of an employer's road."""
    employer = visible_employer(request, public_id)
    form = _form_of(EMPLOYER_ROAD, move, employer, request)
    if not form.is_valid():
        return render_employer(request, employer, attempt=Attempt(move, form), status=422)
    _, refusal = make_move(request, EMPLOYER_ROAD.perform, employer, move)
    if refusal:
        attempt = Attempt(move, form, str(refusal))
        return render_employer(request, visible_employer(request, public_id), attempt, refusal.status)
    messages.success(request, f"已办理“{EMPLOYER_ROAD.transitions[move].label}”。")
    return redirect("admin_portal:employer_detail", public_id=public_id)


@require_POST
def employer_change_transition(request, public_id, move):
    """Agree to a change of an employer's data, or not; `public_id` is the change's."""
    seen = EmployerChange.objects.filter(employer__in=visible_to(request.actor))
    change = get_object_or_404(seen.select_related("employer"), public_id=public_id)
    employer = visible_employer(request, change.employer.public_id)
    form = _form_of(CHANGE_ROAD, move, change, request)
    if not form.is_valid():
        return render_employer(request, employer, change_attempt=Attempt(move, form), status=422)
    _, refusal = make_move(request, move_change, change, move)
    if refusal:
        attempt = Attempt(move, form, str(refusal))
        return render_employer(request, employer, change_attempt=attempt, status=refusal.status)
    messages.success(request, f"已办理“{CHANGE_ROAD.transitions[move].label}”。")
    return redirect("admin_portal:employer_detail", public_id=employer.public_id)


@require_POST
def employer_reveal(request, public_id):
    """The contact's mobile and e-mail in full, for a reason that goes on record."""
    employer = visible_employer(request, public_id)
    form = RevealForm(request.POST)
    if not form.is_valid():
        return render_employer(request, employer, reveal_form=form, status=422)
    shown = employer_contact.reveal(employer, actor=request.actor, reason=form.cleaned_data["reason"])
    return render_employer(request, employer, revealed=shown)


def _form_of(road, move, subject, request):
    if move not in road.transitions or move in ELSEWHERE:
        raise Http404
    return road.transitions[move].bound_form(subject, request.actor, request.POST)


def render_employer(request, employer, attempt=None, status=200, *, change_attempt=None, **reveal):
    """The page of one employer as it is now; `reveal` is a refused form or what was revealed."""
    desk = employer_desk(employer, request.actor, attempt=attempt, change_attempt=change_attempt)
    tried, reveal_form = attempt or change_attempt, reveal.get("reveal_form")
    context = {
        "desk": desk,
        "employer": employer,
        "attempt": tried,
        "revealed": reveal.get("revealed"),
        "reveal_form": reveal_form or RevealForm(),
        "forms": [form for form in (tried and tried.form, reveal_form) if form],
    }
    response = render(request, "admin_portal/employer_detail.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
