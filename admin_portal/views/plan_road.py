"""评审计划 on its way: copying last year's, publishing, opening late, ending."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.step_up import reauthenticated
from admin_portal.forms.plans import LateForm, ReasonForm, YearForm, years_offered
from admin_portal.views.plan_gate import own_plan, plan_open_to, planners
from admin_portal.views.plans import FORM_METHODS, plan_page
from applications.services import plan_copy, plan_desk
from core.errors import Refused
from core.versions import attempt, version_of

LATE_PAGE = {
    "title": "开放补报",
    "lead": "在补报截止日期以前，个人可以报送，单位可以审核推荐。受理不延长。",
    "button": "开放补报",
}
CLOSE_PAGE = {
    "title": "结束计划",
    "lead": "结束以后，这个计划的各个阶段都不再办理，也不能恢复。正在填报的人会收到通知，材料都还保留。",
    "button": "结束计划",
    "is_final": True,
}


@require_POST
@planners
def plan_publish(request, public_id):
    """发布: applicants see the plan from now on."""
    plan = own_plan(request, public_id)
    try:
        plan_desk.publish(plan, expected_version=version_of(request.POST), actor=request.actor)
    except Refused as refusal:
        return plan_page(request, own_plan(request, public_id), refusal=str(refusal), status=refusal.status)
    messages.success(request, "计划已发布，申报人现在可以看到。")
    return redirect("admin_portal:plan_detail", public_id=public_id)


@require_http_methods(FORM_METHODS)
@planners
def plan_late(request, public_id):
    """补报."""
    plan = plan_open_to(request, public_id, plan_desk.LATE)
    form = LateForm.of(plan, request.POST if request.method == "POST" else None, plan=plan)

    def act():
        asked = {name: form.cleaned_data[name] for name in ("until", "reason")}
        version = form.cleaned_data["version"]
        plan_desk.open_late(plan, **asked, expected_version=version, actor=request.actor)

    return _acted(request, plan, form, act, LATE_PAGE)


@require_http_methods(FORM_METHODS)
@planners
@reauthenticated
def plan_close(request, public_id):
    """结束."""
    plan = plan_open_to(request, public_id, plan_desk.CLOSE)
    form = ReasonForm.of(plan, request.POST if request.method == "POST" else None)

    def act():
        reason, version = form.cleaned_data["reason"], form.cleaned_data["version"]
        plan_desk.close(plan, reason=reason, expected_version=version, actor=request.actor)

    return _acted(request, plan, form, act, CLOSE_PAGE)


def _acted(request, plan, form, act, page):
    status = 200
    if form.is_bound:
        status = attempt(form, act) if form.is_valid() else 422
        if not status:
            messages.success(request, f"已办理“{page['title']}”，正在填报的人会收到通知。")
            return redirect("admin_portal:plan_detail", public_id=plan.public_id)
    return render(request, "admin_portal/plan_act.html", {"plan": plan, "form": form, **page}, status=status)


@require_http_methods(FORM_METHODS)
@planners
def plan_copy_year(request):
    """照上一年拟定: what would be made, and making it."""
    office = request.actor.office
    form = YearForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        year = form.cleaned_data["year"]
        made = plan_copy.copy_from_last_year(office, year, actor=request.actor)
        done = f"已拟定 {year} 年度的 {len(made)} 个计划，都是草稿。请逐个核对日期，再发布。"
        messages.success(request, done if made else f"{year} 年度没有可以新拟定的计划。")
        return redirect("admin_portal:plan_list")
    offered = years_offered()
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, offered) else offered[0]
    context = {"form": form, "year": year, "years": offered, "lines": plan_copy.preview(office, year)}
    return render(request, "admin_portal/plan_copy.html", context, status=422 if form.is_bound else 200)
