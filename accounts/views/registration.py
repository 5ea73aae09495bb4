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
from accounts.services import codes, registration, signin
from core import limits
from core.errors import TooMany

PER_ADDRESS = 30
HOUR = timedelta(hours=1)
SECRET_FIELDS = ("password", "password_again")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    """The form; `send_code` in the post asks for an SMS without scripts."""
    if request.method != "POST":
        return _page(request, RegistrationForm())
    if "send_code" in request.POST:
        return _send_code(request)
    limits.check_and_hit("accounts.register", request.client_ip, PER_ADDRESS, HOUR)
    form = RegistrationForm(request.POST)
    form.is_valid()
    _prove_mobile(request, form)
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


def _prove_mobile(request, form):
    """Use the SMS code up, unless this session proved the same mobile a moment ago."""
    mobile, code = form.cleaned_data.get("mobile"), form.cleaned_data.get("sms_code")
    if not mobile or sessions.is_proven(request.session, mobile):
        return
    if not code:
        form.add_error("sms_code", "请填写短信里的 6 位数字，没有收到的请点“获取短信验证码”")
    elif codes.consume(CodePurpose.REGISTER, mobile, code):
        sessions.remember_proof(request.session, mobile)
    else:
        form.add_error("sms_code", "短信验证码不正确或已过期，请核对后再填，或重新获取")


def _send_code(request):
    """Send the code and show what was typed again, without the passwords."""
    ask = AskRegistrationCodeForm(request.POST)
    typed = {name: value for name, value in request.POST.items() if name not in SECRET_FIELDS}
    form = RegistrationForm(initial=typed)
    if not ask.is_valid():
        return _page(request, form, ask=ask, status=422)
    try:
        codes.send(CodePurpose.REGISTER, ask.cleaned_data["mobile"], request.client_ip)
    except TooMany as full:
        ask.add_error(None, str(full))
        return _page(request, form, ask=ask, status=429)
    return _page(request, form, sent=codes.SENT[CodePurpose.REGISTER])


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
