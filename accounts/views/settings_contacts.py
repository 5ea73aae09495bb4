"""The gear: 手机号码 and 邮箱, proven by codes; `send_new` and `send_old` in the post ask for one."""

from django.contrib import messages
from django.forms import Form
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts import sessions
from accounts.enums import CodePurpose
from accounts.forms.settings import (
    EmailAskForm,
    EmailChangeForm,
    EmailConfirmForm,
    MobileAskForm,
    MobileChangeForm,
)
from accounts.services import codes, contact_changes
from accounts.views.settings import attempt, change_page
from core import pii

ENTER_CODE = "请填写这里收到的 6 位数字，没有收到的请点上面的按钮"


@require_http_methods(["GET", "HEAD", "POST"])
def settings_mobile(request):
    """手机号码: the new one and the old one by their codes; whoever lost the old one gives the password."""
    if request.method != "POST":
        return _mobile_page(request, MobileChangeForm())
    if "send_new" in request.POST:
        return _send_new(request, MobileAskForm, MobileChangeForm, "mobile", codes.send, _mobile_page)
    if "send_old" in request.POST and request.user.mobile:
        return _send_old(request)
    form = MobileChangeForm(request.POST)
    status = _prove_new(request, form, "mobile") or attempt(form, lambda: _change_mobile(request, form))
    if status:
        return _mobile_page(request, form, status=status)
    messages.success(request, "手机号码已更改。新旧两个号码都会收到通知。")
    return redirect("accounts:settings")


@require_http_methods(["GET", "HEAD", "POST"])
def settings_email(request):
    """邮箱: the new one by its code, and the password; the present one can be confirmed here."""
    if request.method != "POST":
        return _email_page(request, EmailChangeForm())
    if "send_new" in request.POST:
        return _send_new(request, EmailAskForm, EmailChangeForm, "email", codes.send_email, _email_page)
    form = EmailChangeForm(request.POST)
    status = _prove_new(request, form, "email") or attempt(form, lambda: _change_email(request, form))
    if status:
        return _email_page(request, form, status=status)
    messages.success(request, "邮箱已更改并确认。新旧两个邮箱都会收到通知。")
    return redirect("accounts:settings")


@require_POST
def email_confirm(request):
    """Confirm the present e-mail address by a code; `send_code` asks for it."""
    form = EmailConfirmForm(request.POST)
    if "send_code" in request.POST and request.user.email:
        return _send_confirmation(request)
    status = 0 if form.is_valid() else 422
    status = status or attempt(
        form, lambda: contact_changes.confirm_email(form.cleaned_data["code"], actor=request.actor)
    )
    if status:
        return _email_page(request, EmailChangeForm(), confirm=form, status=status)
    messages.success(request, "邮箱已确认。")
    return redirect("accounts:settings")


def _change_mobile(request, form):
    contact_changes.change_mobile(
        form.cleaned_data["mobile"],
        old_code=form.cleaned_data["old_code"],
        password=form.cleaned_data["password"],
        actor=request.actor,
        keep=request.session.session_key,
    )


def _change_email(request, form):
    contact_changes.change_email(
        form.cleaned_data["email"],
        password=form.cleaned_data["password"],
        actor=request.actor,
        keep=request.session.session_key,
    )


def _prove_new(request, form, field):
    """Use the code of the new address up, unless this session proved it just now; 422 when it is wrong."""
    if not form.is_valid():
        return 422
    address, code = form.cleaned_data[field], form.cleaned_data["code"]
    if sessions.is_proven(request.session, address):
        return 0
    if not code:
        form.add_error("code", ENTER_CODE)
        return 422
    if not codes.consume(CodePurpose.CHANGE, address, code):
        form.add_error("code", contact_changes.WRONG_CODE)
        return 422
    sessions.remember_proof(request.session, address)
    return 0


def _send_new(request, ask_form, form_class, field, send, page):
    """Send a code to the new address; what was typed stays, passwords never."""
    typed = {name: value for name, value in request.POST.items() if name != "password"}
    form, ask = form_class(initial=typed), ask_form(request.POST)
    status = 422
    if ask.is_valid():
        status = attempt(ask, lambda: send(CodePurpose.CHANGE, ask.cleaned_data[field], request.client_ip))
    if status:
        return page(request, form, ask=ask, status=status)
    return page(request, form, sent_new="验证码已发出，5 分钟内有效。没有收到的，60 秒后可以再获取。")


def _send_old(request):
    """Send a code to the present mobile."""
    typed = {name: value for name, value in request.POST.items() if name != "password"}
    form, asked = MobileChangeForm(initial=typed), Form({})
    status = attempt(asked, lambda: codes.send(CodePurpose.CHANGE, request.user.mobile, request.client_ip))
    sent = "" if status else "验证码已发到原手机号码，5 分钟内有效。"
    return _mobile_page(request, form, ask=asked, sent_old=sent, status=status or 200)


def _send_confirmation(request):
    asked = Form({})
    status = attempt(
        asked, lambda: codes.send_email(CodePurpose.CHANGE, request.user.email, request.client_ip)
    )
    sent = "" if status else "验证码已发到现在的邮箱，5 分钟内有效。"
    return _email_page(request, EmailChangeForm(), ask=asked, sent_confirm=sent, status=status or 200)


def _mobile_page(request, form, *, ask=None, status=200, **context):
    present = pii.mask_mobile(request.user.mobile)
    context |= {"present": present, "ask": ask, "forms": [ask], **_shown(request, form, "mobile")}
    return change_page(request, "mobile", form, status=status, **context)


def _email_page(request, form, *, ask=None, confirm=None, status=200, **context):
    confirm = confirm or EmailConfirmForm()
    present = pii.mask_email(request.user.email)
    context |= {"present": present, "ask": ask, "confirm": confirm, "forms": [ask, confirm]}
    return change_page(request, "email", form, status=status, **context, **_shown(request, form, "email"))


def _shown(request, form, field):
    """Whether the address in the form is proven already: then no code is asked for."""
    address = form.cleaned_data.get(field, "") if form.is_bound else ""
    return {"proven": bool(address) and sessions.is_proven(request.session, address)}
