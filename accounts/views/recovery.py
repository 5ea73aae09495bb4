"""忘记密码: choose a way, prove oneself, set a new password."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import labels, recovery_session
from accounts.enums import RecoveryWay, SecurityQuestion
from accounts.forms.recovery import FORMS, ProofForm
from accounts.forms.settings import NewPasswordForm
from accounts.recovery_session import CHALLENGE, TICKET
from accounts.services import recovery, signin
from core.errors import Refused

STEPS = ("选择方式", "核对身份", "设置新密码")
EXPIRED = "验证还没有开始，或者已经超过 15 分钟。请重新开始验证。"
SENT = "如果填写的内容与账户登记的一致，验证码会在一分钟内送到，5 分钟内有效。"
DONE = "新密码已经设置好，其他地方的登录都已退出。请用新密码登录。"
public_page = [login_not_required, never_cache, require_http_methods(["GET", "HEAD", "POST"])]


def _public(view):
    """A page for visitors that is read and posted, and never kept by a browser."""
    for decorate in reversed(public_page):
        view = decorate(view)
    return view


@_public
def recovery_start(request):
    """短信找回, 邮箱找回 or 安全问题找回: the fields of one way, and 开始验证."""
    asked = request.GET.get("way", "")
    way = RecoveryWay(asked) if asked in RecoveryWay.values else RecoveryWay.SMS
    form = FORMS[way](request.POST if request.method == "POST" else None)
    context = {"form": form, "way": way, "ways": RecoveryWay, "labels": labels}
    if request.method != "POST":
        return _page(request, "start", 0, context)
    try:
        if not form.is_valid():
            if "captcha" in form.errors:
                signin.count_wrong_captcha(request.client_ip)
            return _page(request, "start", 0, context, status=422)
        challenge = recovery.start(way, form.cleaned_data, address=request.client_ip)
    except Refused as refusal:
        return _refused(request, "start", 0, context, refusal)
    recovery_session.remember(request, CHALLENGE, challenge)
    return redirect("accounts:recovery_proof")


@_public
def recovery_proof(request):
    """The code, and the answer where a question is asked; `send_code` in the post asks for another code."""
    challenge = recovery_session.recall(request.session, CHALLENGE)
    if challenge is None:
        return _begin_again(request)
    form = _proof_form(challenge, request.POST if request.method == "POST" else None)
    context = _proof_context(challenge, form)
    if request.method != "POST":
        return _page(request, "proof", 1, context)
    if "send_code" in request.POST:
        return _send_again(request, challenge, context)
    if not form.is_valid():
        return _page(request, "proof", 1, context, status=422)
    try:
        user = recovery.prove(challenge, address=request.client_ip, **_given(form))
    except Refused as refusal:
        return _refused(request, "proof", 1, context, refusal)
    recovery_session.remember(request, TICKET, recovery.ticket(user, challenge["way"]))
    return redirect("accounts:recovery_password")


@_public
def recovery_password(request):
    """The new password; the ticket opens this page once."""
    ticket = recovery_session.recall(request.session, TICKET)
    if ticket is None or recovery.holder_of(ticket) is None:
        return _begin_again(request)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "labels": labels}
    if request.method != "POST":
        return _page(request, "password", 2, context)
    if not form.is_valid():
        return _page(request, "password", 2, context, status=422)
    try:
        recovery.set_password(ticket, form.cleaned_data["password"])
    except ValidationError as weak:
        form.add_error("password", weak)
        return _page(request, "password", 2, context, status=422)
    except Refused as refusal:
        return _refused(request, "password", 2, context, refusal)
    recovery_session.forget(request.session)
    messages.success(request, DONE)
    return redirect("accounts:sign_in")


def _begin_again(request):
    recovery_session.forget(request.session)
    messages.warning(request, EXPIRED)
    return redirect("accounts:recovery_start")


def _proof_form(challenge, data):
    asks_code = not recovery.needs_no_code(challenge["way"])
    return ProofForm(data, question=challenge["question"], asks_code=asks_code)


def _given(form):
    return {"code": form.cleaned_data.get("code", ""), "answer": form.cleaned_data.get("answer", "")}


def _proof_context(challenge, form):
    question = challenge["question"]
    return {
        "form": form,
        "question": SecurityQuestion(question).label if question else "",
        "sent": SENT if "code" in form.fields else "",
        "labels": labels,
    }


def _send_again(request, challenge, context):
    """What was typed as the answer stays; the old code is worth nothing any more."""
    for field in context["form"].fields.values():
        field.required = False
    try:
        recovery.send_again(challenge, address=request.client_ip)
    except Refused as refusal:
        return _refused(request, "proof", 1, context, refusal)
    form = _proof_form(challenge, None)
    form.initial = {"answer": request.POST.get("answer", "")}
    return _page(request, "proof", 1, {**context, "form": form, "again": True})


def _refused(request, name, step, context, refusal):
    context["form"].add_error(None, str(refusal))
    response = _page(request, name, step, context, status=refusal.status)
    if hasattr(refusal, "retry_after"):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _page(request, name, step, context, *, status=200):
    steps = [
        {"label": label, "state": "done" if number < step else "now" if number == step else ""}
        for number, label in enumerate(STEPS)
    ]
    return render(request, f"accounts/recovery_{name}.html", {**context, "steps": steps}, status=status)
