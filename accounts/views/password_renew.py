"""The page behind a one-time secret: choose a password of one's own."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import sessions
from accounts.forms.password_renew import PasswordRenewForm
from accounts.services import credentials


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_renew(request):
    """Set the password, end the other sessions, go on to the page the person came for."""
    if not request.user.must_change_password:
        return redirect(sessions.next_page(request, request.actor))
    form = PasswordRenewForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "accounts/password_renew.html", {"form": form}, status=status)
    changed = credentials.set_password(
        request.user,
        form.cleaned_data["password"],
        actor=request.actor,
        event="password_changed",
        keep=request.session.session_key,
    )
    sessions.go_on(request, changed)
    messages.success(request, "密码已经设好，下次请用新密码登录。")
    return redirect(sessions.next_page(request, request.actor))
