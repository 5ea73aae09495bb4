"""员工管理: who belongs to the employer, who wants to come, who left."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.models import EmployerTransfer
from accounts.services import people, transfers
from admin_portal import employees
from admin_portal.forms.employees import LeaveForm, PeopleSearchForm
from admin_portal.unit_gates import for_people
from admin_portal.views.common import make_move
from core.tables import paginate

LIST = "admin_portal:employee_list"


@require_safe
@for_people
def employee_list(request):
    """The tab the address asks for."""
    tab = request.GET.get("tab")
    return _page(request, tab if tab in employees.TABS else employees.PRESENT)


@require_POST
@for_people
def employee_search(request):
    """Turn what was typed into an address without personal data, and go there."""
    form = PeopleSearchForm(request.POST)
    if not form.is_valid():
        return _page(request, employees.PRESENT, form=form, status=422)
    asked = employees.search_address(form.cleaned_data, request.actor)
    return redirect(f"{reverse(LIST)}?{asked}" if asked else reverse(LIST))


def _page(request, tab, *, form=None, attempt=None, status=200):
    arriving = employees.arriving(request.actor)
    listed = employees.EmployeeList(request.actor, request.GET)
    context = {
        "tab": tab,
        "tabs": employees.TABS.items(),
        "arriving": arriving,
        "form": form
        or PeopleSearchForm(initial={"q": listed.words, "cases": listed.cases, "held": listed.held}),
        "listed": listed,
        "attempt": attempt,
        "attempt_form": attempt and attempt["form"],
        "forms": [attempt and attempt["form"]],
    }
    if tab == employees.PRESENT:
        context["page"] = listed.page()
    elif tab == employees.HISTORY:
        context["page"] = paginate(
            people.history_of(request.actor.employer_id),
            order=("-pk",),
            cursor=request.GET.get("cursor"),
            per_page=employees.PER_PAGE,
        )
    return render(request, "admin_portal/employee_list.html", context, status=status)


@require_safe
@for_people
def employee_detail(request, public_id):
    """One person, and the way out."""
    return _detail(request, _person(request, public_id), LeaveForm())


@require_POST
@for_people
def employee_leave(request, public_id):
    """离职."""
    person = _person(request, public_id)
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _detail(request, person, form, status=422)
    people.leave(person, reason=form.cleaned_data["reason"], actor=request.actor)
    messages.success(request, f"{person.name}已从本单位移出，并已通知本人。")
    return redirect(LIST)


def _person(request, public_id):
    return get_object_or_404(people.people_of(request.actor.employer_id), public_id=public_id)


def _detail(request, person, form, status=200):
    row = employees.employees(request.actor, [person])[0]
    context = {"row": row, "person": person, "form": form}
    return render(request, "admin_portal/employee_detail.html", context, status=status)


@require_POST
@for_people
def transfer_decide(request, public_id, move):
    """确认调入 or 不确认, with a reason."""
    waiting = EmployerTransfer.objects.filter(to_employer=request.actor.employer_id)
    transfer = get_object_or_404(waiting.select_related("person", "from_employer"), public_id=public_id)
    if move not in ("confirm", "refuse"):
        raise Http404
    form = transfers.TRANSFER_ROAD.transitions[move].bound_form(transfer, request.actor, request.POST)
    attempt = {"public_id": transfer.public_id, "form": form}
    if not form.is_valid():
        return _page(request, employees.TRANSFERS, attempt=attempt, status=422)
    _, refusal = make_move(request, transfers.perform, transfer, move)
    if refusal:
        form.add_error(None, str(refusal))
        return _page(request, employees.TRANSFERS, attempt=attempt, status=refusal.status)
    told = "已确认调入" if move == "confirm" else "已答复不确认"
    messages.success(request, f"{transfer.person.name}：{told}，并已通知本人。")
    return redirect(f"{reverse(LIST)}?tab={employees.TRANSFERS}")
