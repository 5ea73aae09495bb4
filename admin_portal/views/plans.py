"""评审计划: the list, one plan, opening one, its windows and terms, and the sections it requires."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from admin_portal.forms.plans import NewPlanForm, PlanForm, RequirementForm, series_offered
from admin_portal.plan_list import PlanList, picture_of
from admin_portal.views.common import list_context
from admin_portal.views.plan_gate import plan_open_to, planners, visible_plan
from applications.services import plan_desk
from applications.services.plan_requirements import requirement_table
from core.errors import Refused
from core.versions import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@planners
def plan_list(request):
    """The plans of the own office and of those below."""
    context = list_context(PlanList(request.actor, request.GET), request.GET)
    return render(request, "admin_portal/plan_list.html", context)


@require_safe
@planners
def plan_detail(request, public_id):
    """One plan: its windows, what it requires, and what was changed since it was published."""
    return plan_page(request, visible_plan(request, public_id))


def plan_page(request, plan, *, refusal="", status=200):
    """The page of one plan, also where an act on it was refused."""
    context = {
        "plan": plan,
        "picture": picture_of(plan, timezone.localdate()),
        "acts": plan_desk.acts_open_to(request.actor, plan),
        "requirements": requirement_table(plan),
        "changes": plan.changes.select_related("made_by"),
        "refusal": refusal,
    }
    return render(request, "admin_portal/plan_detail.html", context, status=status)


@require_http_methods(FORM_METHODS)
@planners
def plan_create(request):
    """新建: a draft for one committee and year."""
    form = NewPlanForm(request.POST if request.method == "POST" else None, office=request.actor.office)
    if request.method != "POST" or not form.is_valid():
        return _create_page(request, form, 422 if form.is_bound else 200)
    chosen = form.cleaned_data
    try:
        plan = plan_desk.create(chosen["committee"], chosen["year"], actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _create_page(request, form, refusal.status)
    messages.success(request, "草稿已新建。请填写各阶段的时间。")
    return redirect("admin_portal:plan_edit", public_id=plan.public_id)


def _create_page(request, form, status):
    return render(request, "admin_portal/plan_create.html", {"form": form}, status=status)


@require_http_methods(FORM_METHODS)
@planners
def plan_edit(request, public_id):
    """Windows, fee, quota and notes."""
    plan = plan_open_to(request, public_id, plan_desk.CHANGE)
    form = PlanForm.of(plan, request.POST if request.method == "POST" else None, plan=plan)
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, plan, form, 422 if form.is_bound else 200)

    def save():
        plan_desk.change(
            plan,
            form.terms,
            form.windows,
            reason=form.cleaned_data.get("reason", ""),
            expected_version=form.cleaned_data["version"],
            actor=request.actor,
        )

    if status := attempt(form, save):
        return _edit_page(request, plan, form, status)
    messages.success(request, "计划已保存。")
    return redirect("admin_portal:plan_detail", public_id=public_id)


def _edit_page(request, plan, form, status):
    return render(request, "admin_portal/plan_edit.html", {"plan": plan, "form": form}, status=status)


@require_http_methods(FORM_METHODS)
@planners
def plan_requirements(request, public_id):
    """必填部分 by level, for all series of the committee or for the one in the address."""
    plan, code = plan_open_to(request, public_id, plan_desk.CHANGE), request.GET.get("series", "")
    series = get_object_or_404(series_offered(plan), code=code) if code else None
    form = RequirementForm.of(
        plan, request.POST if request.method == "POST" else None, plan=plan, series=series
    )
    if request.method != "POST" or not form.is_valid():
        return _requirements_page(request, form, 422 if form.is_bound else 200)

    def save():
        plan_desk.set_requirements(
            plan,
            series,
            form.sections,
            reason=form.cleaned_data.get("reason", ""),
            expected_version=form.cleaned_data["version"],
            actor=request.actor,
        )

    if status := attempt(form, save):
        return _requirements_page(request, form, status)
    messages.success(request, "必填部分已保存。")
    return redirect("admin_portal:plan_detail", public_id=public_id)


def _requirements_page(request, form, status):
    offered = series_offered(form.plan)
    context = {"plan": form.plan, "form": form, "series": form.series, "series_offered": offered}
    return render(request, "admin_portal/plan_requirements.html", context, status=status)
