"""单位注册, open to everybody, and the page that says what happens next."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import labels, sessions
from accounts.enums import CodePurpose
from accounts.forms.employer_registration import EmployerRegistrationForm
from accounts.forms.sign_in import AskRegistrationCodeForm
from accounts.models import Employer
from accounts.services import codes, employer_registration
from accounts.services.employer_road import PROMISED_DAYS
from accounts.services.registration import AlreadyRegistered
from catalogue.working_days import add_working_days
from core import limits
from core.errors import TooMany
from core.images import ImageRefused

PER_ADDRESS = 30
HOUR = timedelta(hours=1)
PURPOSE = CodePurpose.EMPLOYER_REGISTER
SECRET_FIELDS = ("password", "password_again")
REGISTERED = "registered_employer"
CHOOSE_AGAIN = "页面上别的内容都还在，请重新选择一次这个文件。"


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def employer_register(request):
    """The form; `send_code` in the post asks for an SMS without scripts."""
    if request.method != "POST":
        return _page(request, EmployerRegistrationForm())
    if "send_code" in request.POST:
        return _send_code(request)
    limits.check_and_hit("accounts.register", request.client_ip, PER_ADDRESS, HOUR)
    form = EmployerRegistrationForm(request.POST, request.FILES)
    form.is_valid()
    _prove_mobile(request, form)
    if not form.errors:
        employer = _register(form)
    if form.errors:
        return _page(request, form, status=422)
    request.session.pop(sessions.PROVEN, None)
    request.session[REGISTERED] = str(employer.public_id)
    return redirect("accounts:employer_registered")


@login_not_required
@never_cache
@require_safe
def employer_registered(request):
    """What happens next; without a registration in this session the way back to the form."""
    employer = (
        Employer.objects.filter(public_id=request.session.get(REGISTERED)).select_related("office").first()
    )
    if employer is None:
        return redirect("accounts:employer_register")
    submitted = timezone.localdate(employer.submitted_at)
    context = {
        "employer": employer,
        "due": add_working_days(submitted, PROMISED_DAYS),
        "days": PROMISED_DAYS,
        "labels": labels,
    }
    return render(request, "accounts/employer_registered.html", context)


def _register(form):
    """The new employer, or None with the reasons at the fields."""
    try:
        return employer_registration.register(form.columns, form.owner, form.cleaned_data["licence"])
    except AlreadyRegistered as taken:
        for field, sentence in taken.fields.items():
            form.add_error(field, sentence)
    except ImageRefused as refusal:
        form.add_error("licence", str(refusal))
    return None


def _prove_mobile(request, form):
    """Use the SMS code up, unless this session proved the same mobile a moment ago."""
    mobile, code = form.cleaned_data.get("mobile"), form.cleaned_data.get("sms_code")
    if not mobile or sessions.is_proven(request.session, mobile):
        return
    if not code:
        form.add_error("sms_code", "请填写短信里的 6 位数字，没有收到的请点“获取短信验证码”")
    elif codes.consume(PURPOSE, mobile, code):
        sessions.remember_proof(request.session, mobile)
    else:
        form.add_error("sms_code", "短信验证码不正确或已过期，请核对后再填，或重新获取")


def _send_code(request):
    """Send the code and show what was typed again, without the passwords."""
    ask = AskRegistrationCodeForm(request.POST)
    typed = {name: value for name, value in request.POST.items() if name not in SECRET_FIELDS}
    form = EmployerRegistrationForm(initial=typed)
    if not ask.is_valid():
        return _page(request, form, ask=ask, status=422)
    try:
        codes.send(PURPOSE, ask.cleaned_data["mobile"], request.client_ip)
    except TooMany as full:
        ask.add_error(None, str(full))
        return _page(request, form, ask=ask, status=429)
    return _page(request, form, sent=codes.SENT[PURPOSE])


def _page(request, form, *, ask=None, sent="", status=200):
    context = {
        "form": form,
        "ask": ask or AskRegistrationCodeForm(),
        "forms": [ask],
        "sent": sent,
        "purpose": PURPOSE.value,
        "choose_again": CHOOSE_AGAIN if request.FILES else "",
        "proven": form.is_bound and "sms_code" not in form.errors and "mobile" in form.cleaned_data,
        "labels": labels,
    }
    return render(request, "accounts/employer_register.html", context, status=status)
