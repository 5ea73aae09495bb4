"""Leaving, changing the quality one acts in, and the font size."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts import sessions
from accounts.enums import FontSize
from accounts.middleware import AA_COOKIE
from accounts.paths import is_own_path
from accounts.services import memberships, preferences

YEAR = timedelta(days=365)


@login_not_required
@require_POST
def sign_out(request):
    """退出系统; who is out already only leaves the page."""
    if request.user.is_authenticated:
        memberships.sign_out(actor=request.actor)
    sessions.close_session(request)
    return redirect("accounts:entrance")


@require_POST
def membership_switch(request):
    """Act in another membership of one's own; an empty value means as an applicant."""
    chosen = _uuid(request.POST.get("membership", ""))
    mine = memberships.memberships_of(request.user)
    membership = get_object_or_404(mine, public_id=chosen) if request.POST.get("membership") else None
    actor = memberships.switch(membership, actor=request.actor)
    sessions.act_in(request, actor)
    return redirect(sessions.home_of(actor))


@login_not_required
@require_POST
def aa_set(request):
    """Keep the font size with the account, for visitors in a cookie, and go back to the page."""
    size = request.POST.get("aa", "")
    if size not in FontSize.values:
        raise BadRequest("not one of the font sizes")
    wanted = request.POST.get("next", "")
    response = redirect(wanted if is_own_path(request, wanted) else "accounts:entrance")
    if request.user.is_authenticated:
        preferences.set_font_size(request.user, size)
    else:
        response.set_cookie(
            AA_COOKIE, size, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


def _uuid(text):
    """The typed UUID, or one that names nothing."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
