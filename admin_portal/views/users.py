"""用户管理: the people of one's own office and of those directly below."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.services import users
from accounts.services.permissions import grantable_by
from accounts.step_up import reauthenticated
from admin_portal.access import needs, person_to_manage
from admin_portal.forms.users import AttachUserForm, ChangeRightsForm, DisableForm, NewUserForm
from admin_portal.leaving import disable_user
from admin_portal.people import Card, UserList, colleagues_of, open_work
from admin_portal.secret_page import show_secret
from core.errors import Refused

ACT = "manage_users"
FORM = ["GET", "HEAD", "POST"]


@needs(ACT)
@require_safe
def user_list(request):
    """The list, with filters."""
    listed = UserList(request.actor, request.GET)
    context = {"listed": listed, "page": listed.page(), "chips": listed.filter.chips(request.GET)}
    return render(request, "admin_portal/user_list.html", context)


@needs(ACT)
@require_safe
def user_detail(request, public_id):
    """One person's place in an office, with the permissions as a table."""
    return _detail(request, person_to_manage(request.actor, public_id))


def _detail(request, membership, *, status=200, refusal=""):
    context = {"card": Card(request.actor, membership), "refusal": refusal}
    return render(request, "admin_portal/user_detail.html", context, status=status)


@needs(ACT)
@reauthenticated
@require_http_methods(FORM)
def user_create(request):
    """新增: the one-time secret is shown once."""
    form = _account_form(request, NewUserForm)
    if request.method != "POST" or not form.is_valid():
        return _account_page(request, form, "user_create", 422 if form.is_bound else 200)
    office = form.cleaned_data["office"]
    try:
        membership, secret = users.create(office, **form.account(), actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _account_page(request, form, "user_create", refusal.status)
    return show_secret(request, secret, account=form.cleaned_data["staff_name"], office=membership.office)


@needs(ACT)
@reauthenticated
@require_http_methods(FORM)
def user_attach(request):
    """Somebody who serves another office is to serve this one as well, with the same account."""
    form = _account_form(request, AttachUserForm)
    if request.method != "POST" or not form.is_valid():
        return _account_page(request, form, "user_attach", 422 if form.is_bound else 200)
    try:
        membership = users.attach(form.cleaned_data["office"], **form.account(), actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _account_page(request, form, "user_attach", refusal.status)
    messages.success(request, f"{membership.user.name}现在也在{membership.office.short_name}任职。")
    return redirect("admin_portal:user_detail", public_id=membership.public_id)


def _account_form(request, form):
    data = request.POST if request.method == "POST" else None
    managed = users.offices_managed_by(request.actor).order_by("path")
    return form(data, grants=grantable_by(request.actor), offices=managed)


def _account_page(request, form, page, status):
    return render(request, f"admin_portal/{page}.html", {"form": form}, status=status)


@needs(ACT)
@reauthenticated
@require_http_methods(FORM)
def user_edit(request, public_id):
    """Role and single rights."""
    membership = person_to_manage(request.actor, public_id)
    form = _rights_form(request, membership)
    if request.method != "POST" or not form.is_valid():
        return _rights_page(request, membership, form, 422 if form.is_bound else 200)
    version = form.cleaned_data["version"]
    try:
        users.change(membership, **form.rights(), expected_version=version, actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _rights_page(request, membership, form, refusal.status)
    messages.success(request, f"{membership.user.name}的权限已保存，从下一次打开页面起生效。")
    return redirect("admin_portal:user_detail", public_id=public_id)


def _rights_form(request, membership):
    initial = {
        "is_admin": membership.role == "admin",
        "extra_acts": membership.extra_acts,
        "version": membership.version,
    }
    data = request.POST if request.method == "POST" else None
    grants = grantable_by(request.actor, membership.office)
    return ChangeRightsForm(data, initial=initial, grants=grants, has=membership.extra_acts)


def _rights_page(request, membership, form, status):
    context = {"form": form, "card": Card(request.actor, membership)}
    return render(request, "admin_portal/user_edit.html", context, status=status)


@needs(ACT)
@reauthenticated
@require_http_methods(FORM)
def user_disable(request, public_id):
    """停用, handing over what lies on the desk in the same act."""
    membership = person_to_manage(request.actor, public_id)
    waiting = open_work(membership)
    data = request.POST if request.method == "POST" else None
    form = DisableForm(data, colleagues=colleagues_of(membership), has_work=bool(waiting))
    if request.method != "POST" or not form.is_valid():
        return _disable_page(request, membership, form, 422 if form.is_bound else 200)
    note, successor = form.cleaned_data["note"], form.cleaned_data.get("successor")
    try:
        moved = disable_user(membership, successor=successor, note=note, actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _disable_page(request, membership, form, refusal.status)
    handed = f"，{moved} 件在办申报已交接给{successor.name}" if moved else ""
    messages.success(request, f"{membership.user.name}在{membership.office.short_name}的账户已停用{handed}。")
    return redirect("admin_portal:user_detail", public_id=public_id)


def _disable_page(request, membership, form, status):
    context = {"form": form, "membership": membership, "waiting": open_work(membership)}
    return render(request, "admin_portal/user_disable.html", context, status=status)


@needs(ACT)
@reauthenticated
@require_POST
def user_enable(request, public_id):
    """启用 again."""
    membership = person_to_manage(request.actor, public_id)
    try:
        users.enable(membership, actor=request.actor)
    except Refused as refusal:
        return _detail(request, membership, status=refusal.status, refusal=str(refusal))
    messages.success(request, f"{membership.user.name}在{membership.office.short_name}的账户已启用。")
    return redirect("admin_portal:user_detail", public_id=public_id)


@needs(ACT)
@reauthenticated
@require_POST
def user_reset_factor(request, public_id):
    """Take the second factor away; the person sets it up anew."""
    membership = person_to_manage(request.actor, public_id)
    try:
        users.reset_second_factor(membership, actor=request.actor)
    except Refused as refusal:
        return _detail(request, membership, status=refusal.status, refusal=str(refusal))
    messages.success(request, f"{membership.user.name}的动态验证码已解除，请本人登录后重新设置。")
    return redirect("admin_portal:user_detail", public_id=public_id)


@needs(ACT)
@reauthenticated
@require_POST
def user_reset_password(request, public_id):
    """重置密码: a new one-time secret, shown once (审验指引 2019, 常见问题三)."""
    membership = person_to_manage(request.actor, public_id)
    try:
        secret = users.reset_password(membership, actor=request.actor)
    except Refused as refusal:
        return _detail(request, membership, status=refusal.status, refusal=str(refusal))
    return show_secret(request, secret, account=membership.user.name, office=membership.office)
