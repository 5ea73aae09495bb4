"""结果公示 of the office: publishing a list, looking after it, 批文, and the approval by a second person."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.step_up import reauthenticated
from admin_portal import evaluation_desk
from admin_portal.forms.evaluation import ApprovalForm, NewDecreeForm
from admin_portal.views.evaluation_gate import NOBODY, own_plan, plan_page, told, visible_notice
from applications.models import ResultObjection
from applications.policies import may_approve_for, may_organise_for, may_publish_for
from applications.services import decreeing, result_notices
from applications.services.many import each
from applications.services.papers import orders
from applications.services.papers.results import RESULT_NOTICE
from core.errors import Refused
from core.tables import paginate

PER_PAGE = 100


@require_POST
def evaluation_publish(request, public_id):
    """结果公示 of everybody who passed and stands on no list yet."""
    plan = own_plan(request, public_id, may_publish_for)
    try:
        notice = result_notices.publish(plan, actor=request.actor)
    except Refused as refusal:
        return plan_page(request, plan, refusal=str(refusal), status=refusal.status)
    messages.success(request, f"已开始公示，公示到 {notice.last_day}。")
    return redirect("admin_portal:result_notice_detail", public_id=notice.public_id)


@require_safe
def result_notice_detail(request, public_id):
    """One list: its people and what was objected."""
    return _page(request, visible_notice(request, public_id))


@require_POST
def result_notice_end(request, public_id):
    """结束公示 by hand, once its days are over."""
    notice = visible_notice(request, public_id)
    try:
        result_notices.end(notice, actor=request.actor)
    except Refused as refusal:
        return _page(request, notice, refusal=str(refusal), status=refusal.status)
    return redirect("admin_portal:result_notice_detail", public_id=public_id)


@require_POST
def result_notice_paper(request, public_id):
    """公示文 of one list; the page of the job shows how far it is."""
    notice = visible_notice(request, public_id)
    try:
        printed = orders.order(RESULT_NOTICE, notice.public_id, actor=request.actor)
    except Refused as refusal:
        return _page(request, notice, refusal=str(refusal), status=refusal.status)
    return redirect("core:progress_detail", public_id=printed.job.public_id)


def _page(request, notice, *, refusal="", status=200):
    entries = notice.entries.select_related("application", "application__place__group")
    objections = ResultObjection.objects.filter(entry__notice=notice)
    context = {
        "notice": notice,
        "page": paginate(entries, order=(), cursor=request.GET.get("cursor"), per_page=PER_PAGE),
        "objections": objections.select_related("entry__application", "recorded_by", "decided_by"),
        "may_publish": may_publish_for(request.actor, notice.office),
        "refusal": refusal,
    }
    response = render(request, "admin_portal/result_notice_detail.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def evaluation_decree(request, public_id):
    """发文: 文号, day and file for those whose list is over."""
    plan = own_plan(request, public_id, may_organise_for)
    form = NewDecreeForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _decree_page(request, plan, form, 422 if form.is_bound else 200)
    people = evaluation_desk.chosen(plan, request.POST.getlist("application"))
    if not people:
        form.add_error(None, NOBODY)
        return _decree_page(request, plan, form, 422)
    try:
        outcomes = decreeing.decree(plan, people, actor=request.actor, **form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _decree_page(request, plan, form, refusal.status)
    return told(request, plan, outcomes, "发文", "notice")


def _decree_page(request, plan, form, status):
    people, more = evaluation_desk.ready_for_decree(plan)
    context = {
        "plan": plan,
        "form": form,
        "people": people,
        "more": more,
        "ticked": request.POST.getlist("application") if form.is_bound else None,
    }
    return render(request, "admin_portal/evaluation_decree.html", context, status=status)


@require_POST
@reauthenticated
def evaluation_approve(request, public_id):
    """批准 those who are ticked, each judged on its own; the certificates follow."""
    plan = own_plan(request, public_id, may_approve_for)
    form = ApprovalForm(request.POST)
    if not form.is_valid():
        return plan_page(request, plan, status=422, approval_form=form)
    people = evaluation_desk.chosen(plan, request.POST.getlist("application"))
    if not people:
        return plan_page(request, plan, refusal=NOBODY, status=422)
    outcomes = each(people, "approve", actor=request.actor, data=form.cleaned_data)
    return told(request, plan, outcomes, "批准", "decreed")
