"""登录设备与记录: where one is signed in now, and who tried."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import SessionRecord
from accounts.services import live_sessions, signin

NEWEST = 50


@never_cache
@require_safe
def session_list(request):
    """Open sessions, this one marked, and the last 50 attempts to sign in."""
    context = {
        "records": live_sessions.open_of(request.user),
        "this_key": request.session.session_key,
        "attempts": signin.attempts_of(request.user, NEWEST),
    }
    return render(request, "accounts/session_list.html", context)


@require_POST
def session_end(request, public_id):
    """结束 one of one's own sessions; ending this very one means signing out."""
    record = get_object_or_404(SessionRecord, user=request.user, public_id=public_id)
    if record.session_key and record.session_key == request.session.session_key:
        return redirect("accounts:session_list")
    live_sessions.end_one(record, actor=request.actor)
    messages.success(request, "那个设备上的登录已经结束。")
    return redirect("accounts:session_list")


@require_POST
def session_end_others(request):
    """结束其他全部."""
    live_sessions.end_all(
        request.user, actor=request.actor, keep=request.session.session_key, why=live_sessions.ENDED_HERE
    )
    messages.success(request, "其他设备上的登录都已结束。")
    return redirect("accounts:session_list")


@require_POST
def keep_alive(request):
    """Says that the person is still there; opening the session has noted it."""
    return HttpResponse(status=204)
