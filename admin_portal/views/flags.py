"""问题人员: the list, entering one, and deciding about it as the second person."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import FlagState
from accounts.services import flags
from accounts.step_up import reauthenticated
from admin_portal.flag_list import FlagList
from admin_portal.forms.flags import DropForm, FlagForm, LiftForm
from admin_portal.views.common import list_context
from core.errors import Refused

PROPOSED = "已登记，待另一位管理员确认。确认以前不影响申报。"
CONFIRMED = "已确认，从限制开始日起不能申报，并已通知本人。"
DROPPED = "已记为不予确认。"
LIFTED = "已解除，并已通知本人。"


@require_safe
def flagged_person_list(request):
    """The entries of the office and of those below."""
    found = FlagList(request.actor, request.GET)
    status = 200 if found.filter.is_valid() else 422
    context = list_context(found, request.GET)
    return render(request, "admin_portal/flagged_person_list.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def flagged_person_create(request):
    """登记."""
    if not flags.may_propose(request.actor):
        raise Http404
    form = FlagForm(request.POST or None)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                flag = flags.propose(form.proposal, actor=request.actor)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, PROPOSED)
                return redirect("admin_portal:flagged_person_detail", public_id=flag.public_id)
    return render(request, "admin_portal/flagged_person_create.html", {"form": form}, status=status)


@require_safe
def flagged_person_detail(request, public_id):
    """One entry, and what may be done about it."""
    return _page(request, _visible(request, public_id))


@require_POST
@reauthenticated
def flagged_person_confirm(request, public_id):
    """确认 by a second person."""
    flag = _visible(request, public_id)
    return _decided(request, flag, None, lambda _said: flags.confirm(flag, actor=request.actor), CONFIRMED)


@require_POST
@reauthenticated
def flagged_person_drop(request, public_id):
    """不予确认."""
    flag, form = _visible(request, public_id), DropForm(request.POST)
    return _decided(request, flag, form, lambda said: flags.drop(flag, actor=request.actor, **said), DROPPED)


@require_POST
@reauthenticated
def flagged_person_lift(request, public_id):
    """解除."""
    flag, form = _visible(request, public_id), LiftForm(request.POST)
    return _decided(request, flag, form, lambda said: flags.lift(flag, actor=request.actor, **said), LIFTED)


def _visible(request, public_id):
    entries = flags.visible_to(request.actor)
    named = entries.select_related("office", "user", "proposed_by", "decided_by", "lifted_by")
    return get_object_or_404(named, public_id=public_id)


def _decided(request, flag, form, act, done):
    """Do what was decided; the page says why not, and keeps what was typed."""
    if form is not None and not form.is_valid():
        return _page(request, flag, form, status=422)
    try:
        act(form.cleaned_data if form is not None else {})
    except Refused as refusal:
        again = _visible(request, flag.public_id)
        return _page(request, again, form, refusal=str(refusal), status=refusal.status)
    messages.success(request, done)
    return redirect("admin_portal:flagged_person_detail", public_id=flag.public_id)


def _page(request, flag, form=None, *, refusal="", status=200):
    may, first = flags.may_confirm(request.actor, flag), flag.proposed_by_id == request.user.pk
    context = {
        "flag": flag,
        "times": flags.fraud_findings(flag),
        "form": form,
        "refusal": refusal,
        "may_decide": may and not first and flag.state == FlagState.PROPOSED,
        "waits_for_another": may and first and flag.state == FlagState.PROPOSED,
        "may_lift": may and flag.state == FlagState.CONFIRMED,
        "drop": form if isinstance(form, DropForm) else DropForm(),
        "lift": form if isinstance(form, LiftForm) else LiftForm(),
    }
    return render(request, "admin_portal/flagged_person_detail.html", context, status=status)
