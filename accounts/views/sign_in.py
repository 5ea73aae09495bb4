"""The sign-in pages: one form, four doors, and the way by SMS."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import labels, sessions
from accounts.enums import OPENS, CodePurpose, Door
from accounts.forms.sign_in import PasswordSignInForm, SmsSignInForm
from accounts.services import codes, signin
from core.errors import Refused

TABS = (Door.INDIVIDUAL, Door.EMPLOYER, Door.CLERK)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """个人账户登录, 单位账户登录, 单位工作人员登录."""
    tab = request.GET.get("tab", "")
    door = Door(tab) if tab in TABS else Door.INDIVIDUAL
    return _password_page(request, "accounts/sign_in.html", door)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def office_sign_in(request):
    """The offices' own door."""
    return _password_page(request, "accounts/office_sign_in.html", Door.OFFICE)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_sms(request):
    """短信快速登录; `send_code` in the post asks for an SMS without scripts."""
    if _is_inside(request, Door.INDIVIDUAL):
        return redirect(sessions.next_page(request, request.actor))
    if "send_code" in request.POST:
        return _send_code(request)
    form = SmsSignInForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "accounts/sign_in_sms.html", form, Door.INDIVIDUAL)
    try:
        actor = signin.authenticate_by_code(
            mobile=form.cleaned_data["mobile"],
            code=form.cleaned_data["sms_code"],
            address=request.client_ip,
        )
    except Refused as refusal:
        return _refused(request, "accounts/sign_in_sms.html", form, Door.INDIVIDUAL, refusal)
    return _enter(request, actor)


def _is_inside(request, door):
    """Whether this page only asks the person through a door they have passed already."""
    return request.method != "POST" and request.actor.capacity == OPENS[door]


def _send_code(request):
    form = SmsSignInForm(request.POST)
    form.fields["sms_code"].required = False
    if not form.is_valid():
        return _page(request, "accounts/sign_in_sms.html", form, Door.INDIVIDUAL)
    try:
        codes.send(CodePurpose.SIGN_IN, form.cleaned_data["mobile"], request.client_ip)
    except Refused as refusal:
        return _refused(request, "accounts/sign_in_sms.html", form, Door.INDIVIDUAL, refusal)
    form = SmsSignInForm(initial={"mobile": form.cleaned_data["mobile"]})
    return _page(
        request, "accounts/sign_in_sms.html", form, Door.INDIVIDUAL, sent=codes.SENT[CodePurpose.SIGN_IN]
    )


def _password_page(request, template, door):
    if _is_inside(request, door):
        return redirect(sessions.next_page(request, request.actor))
    form = PasswordSignInForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, template, form, door)
    try:
        if not form.is_valid():
            if "captcha" in form.errors:
                signin.count_wrong_captcha(request.client_ip)
            return _page(request, template, form, door)
        actor = signin.authenticate(
            account=form.cleaned_data["account"],
            password=form.cleaned_data["password"],
            door=door,
            address=request.client_ip,
        )
    except Refused as refusal:
        return _refused(request, template, form, door, refusal)
    return _enter(request, actor)


def _enter(request, actor):
    sessions.open_session(request, actor)
    return redirect(sessions.next_page(request, actor))


def _refused(request, template, form, door, refusal):
    form.add_error(None, str(refusal))
    response = _page(request, template, form, door, status=refusal.status)
    if hasattr(refusal, "retry_after"):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _page(request, template, form, door, *, status=None, sent=""):
    context = {"form": form, "door": door, "tabs": TABS, "labels": labels, "sent": sent}
    return render(request, template, context, status=status or (422 if form.is_bound else 200))
