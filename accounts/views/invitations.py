"""An employer's invitation as the invited person meets it: by the link of an SMS, and on an own page."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.actors import Capacity
from accounts.gates import for_applicants
from accounts.models import Invitation
from accounts.services import invitations
from accounts.services.people import document_digest_of
from core import limits

PER_ADDRESS, WINDOW = 60, timedelta(minutes=10)
LIST = "accounts:invitation_list"


@login_not_required
@never_cache
@require_safe
def invitation_enter(request, code):
    """Where the link of an SMS leads: who invites, and the way to an account. It proves nothing."""
    limits.check_and_hit("accounts.invitation_enter", request.client_ip, PER_ADDRESS, WINDOW)
    found = invitations.by_code(code)
    if found is None:
        return render(request, "accounts/invitation_enter.html", {"employer": None}, status=404)
    if request.actor.capacity == Capacity.APPLICANT:
        return redirect(LIST)
    return render(request, "accounts/invitation_enter.html", {"employer": found.employer})


@require_safe
@for_applicants
def invitation_list(request):
    """Who invites me."""
    context = {"invitations": invitations.open_for(request.user)}
    return render(request, "accounts/invitation_list.html", context)


@require_POST
@for_applicants
def invitation_accept(request, public_id):
    """接受: belong to the employer from now on."""
    joined = invitations.accept(_mine(request, public_id), actor=request.actor)
    messages.success(request, f"您已加入{joined.employer.name}，以后的申报由这个单位审核。")
    return redirect("applications:home")


@require_POST
@for_applicants
def invitation_decline(request, public_id):
    """谢绝."""
    declined = invitations.decline(_mine(request, public_id), actor=request.actor)
    messages.success(request, f"您已谢绝{declined.employer.name}的邀请。")
    return redirect(LIST)


def _mine(request, public_id):
    """An invitation meant for this person, answered or not; anybody else's is not found."""
    digest = document_digest_of(request.user)
    if not digest:
        raise Http404
    return get_object_or_404(Invitation, public_id=public_id, id_digest=digest)
