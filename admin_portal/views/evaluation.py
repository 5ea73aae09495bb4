"""评审组织: the plans, the people of one plan, and their groups."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from admin_portal import evaluation_desk
from admin_portal.decree_list import DecreeList
from admin_portal.forms.evaluation import ChosenGroupForm, NewGroupForm
from admin_portal.views.evaluation_gate import NOBODY, address, own_plan, plan_page, told, visible_plan
from applications.policies import may_organise_for
from applications.services import evaluation_groups
from applications.services.many import each
from core.errors import Refused

NOBODY_WAITS = "没有等待分组的人员。"


@require_safe
def evaluation_list(request):
    """The plans of the own office and of those below, with how far their people have come."""
    page = evaluation_desk.plans(request.actor, request.GET.get("cursor"))
    context = {"page": page, "stages": evaluation_desk.STAGES}
    return render(request, "admin_portal/evaluation_list.html", context)


@require_safe
def decree_list(request):
    """批文 with their files, those of every year."""
    found = DecreeList(request.actor, request.GET)
    context = {
        "page": found.page(),
        "filter_form": found.filter,
        "chips": found.filter.chips(request.GET),
    }
    status = 422 if found.filter.errors else 200
    return render(request, "admin_portal/decree_list.html", context, status=status)


@require_safe
def evaluation_plan(request, public_id):
    """The people of one plan at one stage."""
    return plan_page(request, visible_plan(request, public_id))


@require_POST
def evaluation_group_create(request, public_id):
    """新建评议组."""
    plan = own_plan(request, public_id, may_organise_for)
    form, status = NewGroupForm(request.POST), 422
    if form.is_valid():
        try:
            evaluation_groups.create(plan, form.cleaned_data["name"], actor=request.actor)
        except Refused as refusal:
            form.add_error("name", str(refusal))
            status = refusal.status
        else:
            return redirect(address(plan, "group"))
    return plan_page(request, plan, status=status, group_form=form)


@require_POST
def evaluation_group(request, public_id):
    """Put those who are ticked in one group."""
    plan = own_plan(request, public_id, may_organise_for)
    form = ChosenGroupForm(request.POST, plan=plan)
    if not form.is_valid():
        return plan_page(request, plan, status=422, choice_form=form)
    people = evaluation_desk.chosen(plan, request.POST.getlist("application"))
    if not people:
        return plan_page(request, plan, refusal=NOBODY, status=422)
    data = {"group": str(form.cleaned_data["group"].public_id)}
    outcomes = each(people, "put_in_group", actor=request.actor, data=data)
    return told(request, plan, outcomes, "分组", request.GET.get("stage", "group"))


@require_POST
def evaluation_divide(request, public_id):
    """按专业分组: everybody who waits."""
    plan = own_plan(request, public_id, may_organise_for)
    outcomes = evaluation_groups.divide_by_specialty(plan, actor=request.actor)
    if not outcomes:
        return plan_page(request, plan, refusal=NOBODY_WAITS, status=409)
    return told(request, plan, outcomes, "按专业分组", "group")
