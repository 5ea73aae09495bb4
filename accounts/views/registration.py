"""用户注册."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import labels, sessions
from accounts.enums import CodePurpose
from accounts.forms.registration import RegistrationForm
from accounts.forms.sign_in import AskRegistrationCodeForm
from accounts.mobile_proof import prove_mobile, send_code
from accounts.services import registration, signin
from core import limits

PER_ADDRESS = 30
HOUR = timedelta(hours=1)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    """The form; `send_code` in the post asks for an SMS without scripts."""
    if request.method != "POST":
        return _page(request, RegistrationForm())
    if "send_code" in request.POST:
        return send_code(request, RegistrationForm, CodePurpose.REGISTER, _page)
    limits.check_and_hit("accounts.register", request.client_ip, PER_ADDRESS, HOUR)
    form = RegistrationForm(request.POST)
    form.is_valid()
    prove_mobile(request, form, CodePurpose.REGISTER)
    if form.errors:
        return _page(request, form, status=422)
    try:
        user = registration.register(form.cleaned_data)
    except registration.AlreadyRegistered as taken:
        for field, sentence in taken.fields.items():
            form.add_error(field, sentence)
        return _page(request, form, status=422)
    actor = signin.sign_in_after_registration(user, address=request.client_ip)
    sessions.open_session(request, actor)
    return redirect(sessions.home_of(actor))


def _page(request, form, *, ask=None, sent="", status=200):
    context = {
        "form": form,
        "ask": ask or AskRegistrationCodeForm(),
        "forms": [ask],
        "sent": sent,
        "notice_opens": not (form.is_bound or form.initial),
        "proven": form.is_bound and "sms_code" not in form.errors and "mobile" in form.cleaned_data,
        "labels": labels,
    }
    return render(request, "accounts/register.html", context, status=status)
