"""评审结果 by workbook: the list to fill in, the look at every cell, the import."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from admin_portal import result_pages
from admin_portal.forms.evaluation import ResultsFileForm
from admin_portal.views.evaluation_gate import own_batch, own_plan, plan_page
from applications.policies import may_organise_for
from applications.services import result_sheets
from core import limits
from core.errors import Refused
from core.workbooks import WorkbookRefused

UPLOADS, HOUR = 30, timedelta(hours=1)


@require_POST
def evaluation_template(request, public_id):
    """The workbook of those who wait for a result."""
    plan = own_plan(request, public_id, may_organise_for)
    return result_pages.waiting_workbook(plan, actor=request.actor)


@require_POST
def evaluation_upload(request, public_id):
    """Check a workbook; no result is entered yet."""
    plan = own_plan(request, public_id, may_organise_for)
    limits.check_and_hit("applications.results_upload", request.actor.user.public_id, UPLOADS, HOUR)
    form = ResultsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return plan_page(request, plan, status=422, file_form=form)
    content = form.cleaned_data["file"].read(result_sheets.LIMITS.max_bytes + 1)
    try:
        batch = result_sheets.upload(plan, content, actor=request.actor)
    except WorkbookRefused as refusal:
        form.add_error("file", str(refusal))
        return plan_page(request, plan, status=refusal.status, file_form=form)
    return redirect("admin_portal:evaluation_batch", public_id=batch.public_id)


@require_safe
def evaluation_batch(request, public_id):
    """Before the import what would be done, afterwards what was done."""
    return _page(request, own_batch(request, public_id, may_organise_for))


@require_POST
def evaluation_import(request, public_id):
    """导入 the rows that are right."""
    batch = own_batch(request, public_id, may_organise_for)
    try:
        lines = result_sheets.import_results(batch, actor=request.actor)
    except Refused as refusal:
        fresh = own_batch(request, public_id, may_organise_for)
        return _page(request, fresh, refusal=str(refusal), status=refusal.status)
    entered = sum(line.outcome == result_sheets.REPEATED for line in lines)
    messages.success(request, f"已导入。这个文件里现在有 {entered} 人的评审结果已经录入。")
    return redirect("admin_portal:evaluation_batch", public_id=public_id)


def _page(request, batch, *, refusal="", status=200):
    shown = result_pages.batch_page(batch, result_sheets.judge(batch, actor=request.actor))
    context = {"shown": shown, "batch": batch, "plan": batch.plan, "refusal": refusal}
    response = render(request, "admin_portal/evaluation_batch.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
