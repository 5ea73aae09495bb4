"""单位管理 of the offices: the list, one employer, its moves and the changes it asks for."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import EmployerChange
from accounts.services.employer_details import move_change
from accounts.services.employer_rights import visible_to
from accounts.services.employer_road import CHANGE_ROAD, EMPLOYER_ROAD
from admin_portal.desk import Attempt
from admin_portal.employer_desk import ELSEWHERE, employer_desk
from admin_portal.employer_queue import PER_PAGE, EmployerList
from core.errors import Refused
from core.versions import version_of
from core.workflow import AlreadyDone


def visible_employer(request, public_id):
    """One employer with its names; one the person may not see is not found."""
    return get_object_or_404(visible_to(request.actor).with_names(), public_id=public_id)


@require_safe
def employer_list(request):
    """The employers of one tab."""
    employers = EmployerList(request.actor, request.GET)
    context = {
        "employers": employers,
        "page": employers.page(),
        "filter_form": employers.filter,
        "chips": employers.filter.chips,
        "per_page": employers.per_page,
        "per_page_choices": PER_PAGE,
    }
    return render(request, "admin_portal/employer_list.html", context)


@require_safe
def employer_detail(request, public_id):
    """One employer."""
    return render_employer(request, visible_employer(request, public_id))


@require_POST
def employer_transition(request, public_id, move):
    """Make one move of an employer's road."""
    employer = visible_employer(request, public_id)
    form = _form_of(EMPLOYER_ROAD, move, employer, request)
    if not form.is_valid():
        return render_employer(request, employer, attempt=Attempt(move, form), status=422)
    version = version_of(request.POST)
    try:
        EMPLOYER_ROAD.perform(
            employer, move, actor=request.actor, data=request.POST, expected_version=version
        )
    except AlreadyDone:
        pass
    except Refused as refusal:
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
    version = version_of(request.POST)
    try:
        move_change(change, move, actor=request.actor, data=request.POST, expected_version=version)
    except AlreadyDone:
        pass
    except Refused as refusal:
        attempt = Attempt(move, form, str(refusal))
        return render_employer(request, employer, change_attempt=attempt, status=refusal.status)
    messages.success(request, f"已办理“{CHANGE_ROAD.transitions[move].label}”。")
    return redirect("admin_portal:employer_detail", public_id=employer.public_id)


def _form_of(road, move, subject, request):
    if move not in road.transitions or move in ELSEWHERE:
        raise Http404
    return road.transitions[move].bound_form(subject, request.actor, request.POST)


def render_employer(request, employer, attempt=None, status=200, *, change_attempt=None):
    """The page of one employer as it is now."""
    desk = employer_desk(employer, request.actor, attempt=attempt, change_attempt=change_attempt)
    tried = attempt or change_attempt
    context = {"desk": desk, "employer": employer, "attempt": tried, "form": tried.form if tried else None}
    return render(request, "admin_portal/employer_detail.html", context, status=status)
