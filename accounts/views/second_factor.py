"""动态验证码: enrolling, giving the code after the password, backup codes, switching off."""

import segno
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import sessions
from accounts.forms.second_factor import CodeForm
from accounts.services import live_sessions, proofs, second_factor, signin
from accounts.step_up import mark_fresh, reauthenticated
from core.errors import Refused

ENROL = "accounts/second_factor_enrol.html"
CHECK = "accounts/second_factor_check.html"
CODES = "accounts/second_factor_codes.html"


@never_cache
@require_safe
def second_factor_detail(request):
    """Whether it is on, how many backup codes are left, and what can be done."""
    context = {
        "is_on": second_factor.is_on(request.user),
        "is_required": second_factor.is_required(request.actor),
        "codes_left": second_factor.codes_left(request.user),
    }
    return render(request, "accounts/second_factor_detail.html", context)


@never_cache
@require_safe
def second_factor_enrol(request):
    """The way to begin, and after that the secret as QR code and as text, for the app."""
    if second_factor.is_on(request.user):
        return redirect("accounts:second_factor_detail")
    return _enrol_page(request, CodeForm())


@require_POST
@reauthenticated
def second_factor_begin(request):
    """Make a secret; an earlier one that was never confirmed is thrown away."""
    second_factor.begin(request.user)
    return redirect(_with_next(request, "accounts:second_factor_enrol"))


def _with_next(request, name):
    wanted = request.GET.get("next", "")
    return f"{reverse(name)}?{urlencode({'next': wanted})}" if wanted else reverse(name)


def _enrol_page(request, form, status=200):
    device = second_factor.unconfirmed(request.user)
    context = {
        "form": form,
        "begin_url": _with_next(request, "accounts:second_factor_begin"),
        "confirm_url": _with_next(request, "accounts:second_factor_confirm"),
        "is_required": second_factor.is_required(request.actor),
        **(_secret_of(device, request.user) if device else {}),
    }
    return render(request, ENROL, context, status=status)


def _secret_of(device, user):
    address, secret = second_factor.address_of(device, user.name), str(device.secret)
    return {
        "qr": segno.make(address, error="m").svg_data_uri(scale=5, border=3),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
    }


@never_cache
@require_POST
def second_factor_confirm(request):
    """The first code puts it in force; the backup codes are shown this once."""
    form = CodeForm(request.POST)
    try:
        if not form.is_valid():
            return _enrol_page(request, form, status=422)
        proofs.count_try(request.user)
        codes = second_factor.confirm(request.user, form.cleaned_data["code"], actor=request.actor)
    except Refused as refusal:
        if second_factor.is_on(request.user):
            return redirect("accounts:second_factor_detail")
        form.add_error("code", str(refusal))
        return _enrol_page(request, form, status=429 if refusal.status == 429 else 422)
    live_sessions.end_all(request.user, actor=request.actor, keep=request.session.session_key)
    sessions.second_factor_given(request)
    return render(request, CODES, {"codes": codes, "next": sessions.next_page(request, request.actor)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_check(request):
    """The step after the password."""
    if not sessions.second_factor_is_due(request.session):
        return redirect(sessions.next_page(request, request.actor))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, CHECK, {"form": form})
    if not form.is_valid():
        return render(request, CHECK, {"form": form}, status=422)
    try:
        proofs.prove(request.actor, form.cleaned_data["code"])
    except Refused as refusal:
        form.add_error("code", str(refusal))
        return render(request, CHECK, {"form": form}, status=refusal.status)
    sessions.second_factor_given(request)
    signin.completed(request.user, address=request.client_ip)
    mark_fresh(request.session)
    return redirect(sessions.next_page(request, request.actor))


@require_POST
@reauthenticated
def backup_codes_renew(request):
    """Ten new backup codes, shown this once."""
    codes = second_factor.renew_backup_codes(request.user, actor=request.actor)
    return render(request, CODES, {"codes": codes, "next": sessions.home_of(request.actor)})


@require_POST
@reauthenticated
def second_factor_disable(request):
    """Switch it off; where it is required, the next page asks to enrol again."""
    if second_factor.is_required(request.actor):
        raise Refused("您所在的职改办要求使用动态验证码，不能停用。换手机请联系本办管理员重置。")
    second_factor.reset(request.user, actor=request.actor)
    live_sessions.end_all(request.user, actor=request.actor, keep=request.session.session_key)
    messages.success(request, "动态验证码已停用。")
    return redirect("accounts:second_factor_detail")
