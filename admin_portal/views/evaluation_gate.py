"""The gate of 评审组织: which plan a page speaks of, and the page that tells what was done with many."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from accounts.services.jurisdiction import jurisdiction
from admin_portal.evaluation_desk import PlanDesk
from admin_portal.forms.evaluation import ApprovalForm, ChosenGroupForm, NewGroupForm, ResultsFileForm
from applications.models import EvaluationPlan, ResultBatch, ResultNotice

NOBODY = "请先勾选要办理的人员。"


def visible_plan(request, public_id):
    """A plan of the own office or of one below that was published; any other is not found."""
    plans = EvaluationPlan.objects.visible_to(request.actor).filter(published_at__isnull=False)
    return get_object_or_404(plans.with_names(), public_id=public_id)


def own_plan(request, public_id, may):
    """A plan with which the person may do this; any other is not found."""
    plan = visible_plan(request, public_id)
    if not may(request.actor, plan.office):
        raise Http404
    return plan


def own_batch(request, public_id, may):
    """A workbook of results of a plan of the own office."""
    batch = get_object_or_404(
        ResultBatch.objects.select_related("plan__committee__office", "created_by"), public_id=public_id
    )
    if not may(request.actor, batch.plan.office):
        raise Http404
    return batch


def visible_notice(request, public_id):
    """A list of the own office or of one below."""
    notices = ResultNotice.objects.filter(office__in=jurisdiction(request.actor, "see"))
    return get_object_or_404(notices.select_related("office", "plan__committee__office"), public_id=public_id)


def plan_page(request, plan, *, refusal="", status=200, **forms):
    """The people of a plan at one stage; `forms` are those that were posted and not taken, by name."""
    desk = PlanDesk(plan, request.actor, request.GET)
    shown = {
        "group_form": NewGroupForm(),
        "choice_form": ChosenGroupForm(plan=plan),
        "file_form": ResultsFileForm(),
        "approval_form": ApprovalForm(),
    } | forms
    context = {"desk": desk, "plan": plan, "page": desk.page(), "refusal": refusal, **shown}
    return render(
        request,
        "admin_portal/evaluation_plan.html",
        context | {"forms": list(forms.values())},
        status=status,
    )


def address(plan, stage: str) -> str:
    """The page of a plan at one stage."""
    return f"{reverse('admin_portal:evaluation_plan', args=[plan.public_id])}?stage={stage}"


def told(request, plan, outcomes, what: str, stage: str):
    """Back to the plan where everything was done, else what was not done and why, person by person."""
    refused = [one for one in outcomes if one.refusal]
    done = len(outcomes) - len(refused)
    if done:
        messages.success(request, f"已办理“{what}” {done} 人。")
    if not refused:
        return redirect(address(plan, stage))
    context = {
        "plan": plan,
        "refused": refused,
        "done": done,
        "what": what,
        "back": address(plan, stage),
    }
    status = 200 if done else 409
    return render(request, "admin_portal/evaluation_outcome.html", context, status=status)
