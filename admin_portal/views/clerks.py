"""账户管理: the owner of an employer's account and its clerks."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.services import clerks
from accounts.step_up import reauthenticated
from admin_portal.forms.clerks import ClerkForm, DisableForm, RightsForm
from admin_portal.unit_gates import for_owner
from core.errors import Refused

ONE = "admin_portal:clerk_detail"


@require_safe
@for_owner
def clerk_list(request):
    """Every clerk with state and rights."""
    rows = clerks.clerks_of(clerks.memberships_of(request.actor.employer_id))
    return render(request, "admin_portal/clerk_list.html", {"clerks": rows})


@require_safe
@for_owner
def clerk_new(request):
    """The form for a new clerk."""
    return render(request, "admin_portal/clerk_new.html", {"form": ClerkForm()})


@require_POST
@for_owner
@reauthenticated
def clerk_create(request):
    """Open the account; the one-time secret is shown on this answer and never again."""
    form = ClerkForm(request.POST)
    if not form.is_valid():
        return render(request, "admin_portal/clerk_new.html", {"form": form}, status=422)
    try:
        membership, secret = clerks.create(**form.cleaned_data, actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, "admin_portal/clerk_new.html", {"form": form}, status=refusal.status)
    return _secret(request, membership, secret, account=form.cleaned_data["staff_name"])


@require_safe
@for_owner
def clerk_detail(request, public_id):
    """One clerk: rights, 停用 or 启用, a new secret."""
    return _detail(request, _clerk(request, public_id))


@require_POST
@for_owner
@reauthenticated
def clerk_rights(request, public_id):
    """Set the rights."""
    membership = _clerk(request, public_id)
    form = RightsForm(request.POST)
    if not form.is_valid():
        return _detail(request, membership, rights_form=form, status=422)
    clerks.set_rights(membership, form.cleaned_data["rights"], actor=request.actor)
    messages.success(request, f"{membership.user.name}的权限已保存。")
    return redirect(ONE, public_id=public_id)


@require_POST
@for_owner
@reauthenticated
def clerk_disable(request, public_id):
    """停用: signed out everywhere at once."""
    membership = _clerk(request, public_id)
    form = DisableForm(request.POST)
    if not form.is_valid():
        return _detail(request, membership, disable_form=form, status=422)
    clerks.disable(membership, note=form.cleaned_data["note"], actor=request.actor)
    messages.success(request, f"{membership.user.name}的账户已停用，已登录的设备都已退出。")
    return redirect(ONE, public_id=public_id)


@require_POST
@for_owner
@reauthenticated
def clerk_enable(request, public_id):
    """启用."""
    membership = _clerk(request, public_id)
    clerks.enable(membership, actor=request.actor)
    messages.success(request, f"{membership.user.name}的账户已启用。")
    return redirect(ONE, public_id=public_id)


@require_POST
@for_owner
@reauthenticated
def clerk_secret(request, public_id):
    """重置密码: a new one-time secret, shown on this answer and never again."""
    membership = _clerk(request, public_id)
    return _secret(request, membership, clerks.reset_secret(membership, actor=request.actor))


def _clerk(request, public_id):
    return get_object_or_404(clerks.memberships_of(request.actor.employer_id), public_id=public_id)


def _detail(request, membership, *, rights_form=None, disable_form=None, status=200):
    context = {
        "clerk": clerks.clerks_of([membership])[0],
        "rights_form": rights_form or RightsForm(initial={"rights": membership.extra_acts}),
        "disable_form": disable_form or DisableForm(),
        "forms": [rights_form, disable_form],
    }
    return render(request, "admin_portal/clerk_detail.html", context, status=status)


def _secret(request, membership, secret, account=""):
    context = {"membership": membership, "secret": secret, "account": account}
    response = render(request, "admin_portal/clerk_secret.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
