"""The gear (设置): what opens the account, and the pages to change password and security question."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import labels, sessions
from accounts.forms.settings import PasswordChangeForm, QuestionChangeForm
from accounts.services import credentials
from core import pii
from core.errors import Refused


@require_safe
def settings(request):
    """密码, 手机号码, 邮箱 and 安全问题 as they stand, masked, and the way to each page."""
    user = request.user
    context = {
        "mobile": pii.mask_mobile(user.mobile),
        "email": pii.mask_email(user.email),
        "person": user,
    }
    return render(request, "accounts/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settings_password(request):
    """密码: confirmed by the present one."""
    form = PasswordChangeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return change_page(request, "password", form)
    status = 422 if not form.is_valid() else attempt(form, lambda: _change_password(request, form))
    if status:
        return change_page(request, "password", form, status=status)
    messages.success(request, "密码已修改，其他地方的登录都已退出。")
    return redirect("accounts:settings")


@require_http_methods(["GET", "HEAD", "POST"])
def settings_question(request):
    """安全问题: confirmed by the password."""
    form = QuestionChangeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return change_page(request, "question", form)
    status = 422 if not form.is_valid() else attempt(form, lambda: _change_question(request, form))
    if status:
        return change_page(request, "question", form, status=status)
    messages.success(request, "安全问题已更改，其他地方的登录都已退出。")
    return redirect("accounts:settings")


def _change_password(request, form):
    """The session that changed the password stays, under a new key."""
    changed = credentials.change_password(
        old=form.cleaned_data["old_password"],
        new=form.cleaned_data["password"],
        actor=request.actor,
        keep=request.session.session_key,
    )
    sessions.go_on(request, changed)


def _change_question(request, form):
    credentials.change_security_question(
        question=form.cleaned_data["security_question"],
        answer=form.cleaned_data["security_answer"],
        password=form.cleaned_data["password"],
        actor=request.actor,
        keep=request.session.session_key,
    )


def attempt(form, act):
    """Do it, and write at its field whatever is refused; returns the status of the refusal, 0 when done."""
    try:
        act()
    except credentials.Unproven as wrong:
        for field, sentence in wrong.fields.items():
            form.add_error(field, sentence)
        return wrong.status
    except ValidationError as weak:
        form.add_error("password", weak)
        return 422
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return refusal.status
    return 0


def change_page(request, name, form, *, status=200, **context):
    """One page of the gear."""
    context |= {"form": form, "labels": labels, "person": request.user}
    return render(request, f"accounts/settings_{name}.html", context, status=status)
