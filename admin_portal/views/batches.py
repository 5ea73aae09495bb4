"""Many cases at once: ordering it from the queue, and the report of what became of each."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from admin_portal.batch_report import BatchReport
from admin_portal.forms.queue import HandOverForm, worded_form
from admin_portal.queue import Queue
from admin_portal.taking_up import chosen_for, gone, hand_over, take_up, worded
from applications.models import BatchJob
from applications.services.batches import NOTHING, label_of
from core.errors import Refused


@require_POST
def application_take_up(request, portal):
    """受理 every selected case; each succeeds or is refused for itself."""
    queue = Queue(portal, request.actor, request.GET)
    return _done(request, queue, partial(take_up, queue, request.POST, actor=request.actor))


@require_POST
def application_hand_over(request, portal):
    """转交 every selected case to a colleague: first asked to whom, then done."""
    queue = Queue(portal, request.actor, request.GET)
    form = HandOverForm(request.POST if "assignee" in request.POST else None, actor=request.actor)
    if form.is_valid():
        act = partial(hand_over, queue, request.POST, form.cleaned_data, actor=request.actor)
        return _done(request, queue, act)
    context = chosen_for(queue, request.POST) | {"form": form}
    if not context["count"]:
        messages.warning(request, gone(queue, request.POST) or NOTHING)
        return redirect(queue.url)
    status = 422 if form.is_bound else 200
    return render(request, "admin_portal/application_hand_over.html", context, status=status)


@require_POST
def application_worded(request, portal, move):
    """One move with one opinion for every selected case: first asked for the opinion, then done."""
    if move not in portal.worded:
        raise Http404
    queue = Queue(portal, request.actor, request.GET)
    form = worded_form(move)(request.POST if "opinion" in request.POST else None, actor=request.actor)
    if not form.is_valid():
        return _ask_for_opinion(request, queue, move, form)
    opinion = form.cleaned_data["opinion"]
    return _done(request, queue, partial(worded, queue, request.POST, move, opinion, actor=request.actor))


def _ask_for_opinion(request, queue, move, form):
    context = chosen_for(queue, request.POST)
    if not context["count"]:
        messages.warning(request, gone(queue, request.POST) or NOTHING)
        return redirect(queue.url)
    context |= {"form": form, "label": label_of(move), "url": queue.worded_url(move)}
    status = 422 if form.is_bound else 200
    return render(request, "admin_portal/application_worded.html", context, status=status)


def _done(request, queue, act):
    """Do it and lead to the report; what was ticked and is out of sight since is told as well."""
    left_out = gone(queue, request.POST)
    if left_out:
        messages.warning(request, left_out)
    try:
        job = act()
    except Refused as refusal:
        if not (left_out and str(refusal) == NOTHING):
            messages.warning(request, str(refusal))
        return redirect(queue.url)
    if job is None:
        messages.success(request, "已受理 1 件。")
        return redirect(queue.url)
    return redirect(queue.portal.url("batch_detail", job.public_id))


@require_safe
def batch_detail(request, portal, public_id):
    """How far a batch is, and what became of each case; for whoever ordered it."""
    own = BatchJob.objects.filter(membership=request.actor.membership).select_related("progress")
    job = get_object_or_404(own, public_id=public_id)
    report = BatchReport(portal, job, request.GET)
    context = {"portal": portal, "report": report, "job": job, "page": report.page()}
    return render(request, "admin_portal/batch_detail.html", context)
