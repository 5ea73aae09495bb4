"""The gear: 手机号码 and 邮箱, proven by codes; without scripts `send_code` in the post asks for one."""

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
from accounts.views.codes import answer, unknown
from accounts.views.settings import attempt, change_page
from core import pii
from core.errors import Refused

ENTER_CODE = "请填写这里收到的 6 位数字，没有收到的请点上面的按钮"
NO_ADDRESS = "账户里还没有登记这一项，请直接填写新的。"
ELSEWHERE = "请从“更改手机号码”或“邮箱”页面获取验证码。"
SENT_NEW = "验证码已发出，5 分钟内有效。没有收到的，60 秒后可以再获取。"
# What a code is asked for: the form that names the address, what sends it, and the words for it.
ASKS = {
    "new_mobile": (MobileAskForm, codes.send, SENT_NEW),
    "old_mobile": (Form, codes.send, "验证码已发到原手机号码，5 分钟内有效。"),
    "new_email": (EmailAskForm, codes.send_email, SENT_NEW),
    "old_email": (Form, codes.send_email, "验证码已发到现在的邮箱，5 分钟内有效。"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def settings_mobile(request):
    """手机号码: the new one and the old one by their codes; whoever lost the old one gives the password."""
    if request.method != "POST":
        return _mobile_page(request, MobileChangeForm())
    if (what := request.POST.get("send_code")) in ASKS:
        return _send(request, what, MobileChangeForm, _mobile_page)
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
    if (what := request.POST.get("send_code")) in ASKS:
        return _send(request, what, EmailChangeForm, _email_page)
    form = EmailChangeForm(request.POST)
    status = _prove_new(request, form, "email") or attempt(form, lambda: _change_email(request, form))
    if status:
        return _email_page(request, form, status=status)
    messages.success(request, "邮箱已更改并确认。新旧两个邮箱都会收到通知。")
    return redirect("accounts:settings")


@require_POST
def email_confirm(request):
    """Confirm the present e-mail address by a code."""
    if (what := request.POST.get("send_code")) in ASKS:
        return _send(request, what, EmailChangeForm, _email_page)
    form = EmailConfirmForm(request.POST)
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


@require_POST
def settings_code_send(request):
    """Send a code for one of these pages without leaving it; see `accounts.views.codes.answer`."""
    what = request.POST.get("purpose", "")
    if what not in ASKS:
        return unknown(ELSEWHERE)
    form, send, sent = _ask(request, what)
    return answer(form, send, sent)


def _send(request, what, form_class, page):
    """Send a code and show the page again; what was typed stays, passwords never."""
    typed = {name: value for name, value in request.POST.items() if name != "password"}
    ask, send, sent = _ask(request, what)
    status = attempt(ask, send) if ask.is_valid() else 422
    told = {"ask": ask} if status else {"sent": sent, "sent_to": what}
    return page(request, form_class(initial=typed), status=status or 200, **told)


def _ask(request, what):
    """The form that names the address, the act that sends a code there, and the words for it."""
    form_class, send, sent = ASKS[what]
    side, field = what.split("_")
    form = form_class(request.POST)

    def act():
        address = form.cleaned_data[field] if side == "new" else getattr(request.user, field)
        if not address:
            raise Refused(NO_ADDRESS)
        send(CodePurpose.CHANGE, address, request.client_ip)

    return form, act, sent


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
