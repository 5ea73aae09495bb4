"""The gate of 评审计划: who may set those of the own office, and the row a page speaks of."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from applications.models import EvaluationCommittee, EvaluationPlan
from applications.policies import manages_plans
from applications.services import plan_desk, policy_notices
from core.errors import Refused

CLOSED = "评审计划由职改办工作人员设置。"


def planners(view):
    """Let only those who may set the plans of their office reach the view."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not manages_plans(request.actor, request.actor.office):
            raise PermissionDenied(CLOSED)
        return view(request, *args, **kwargs)

    return guarded


def visible_plan(request, public_id):
    """A plan of the own office or of one below; any other is not found."""
    plans = EvaluationPlan.objects.visible_to(request.actor).with_names()
    return get_object_or_404(plans, public_id=public_id)


def own_plan(request, public_id):
    """A plan the person may set; any other is not found."""
    plan = visible_plan(request, public_id)
    if not manages_plans(request.actor, plan.office):
        raise Http404
    return plan


def plan_open_to(request, public_id, act):
    """A plan of the own office that is open to this act now; Refused where it is not."""
    plan = own_plan(request, public_id)
    if act not in plan_desk.acts_open_to(request.actor, plan):
        raise Refused(plan_desk.NOT_OUT if plan.is_draft else plan_desk.ENDED)
    return plan


def own_committee(request, public_id):
    """A committee of the own office; any other is not found."""
    rows = EvaluationCommittee.objects.filter(office=request.actor.office)
    return get_object_or_404(rows.select_related("office", "series"), public_id=public_id)


def own_policy(request, public_id):
    """A policy notice the person may change; any other is not found."""
    rows = policy_notices.visible_to(request.actor).select_related("office")
    notice = get_object_or_404(rows, public_id=public_id)
    if not policy_notices.may_manage(request.actor, notice):
        raise Http404
    return notice
