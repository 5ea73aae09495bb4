"""组织机构: the branch below one's own office, contact blocks, switches, opening and closing."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import TitleOffice
from accounts.services import offices
from accounts.step_up import reauthenticated
from admin_portal.access import CLOSED, needs, office_in_branch, office_to_manage
from admin_portal.branch import branch_of
from admin_portal.forms.offices import NewOfficeForm, OfficeForm
from admin_portal.leaving import close_office
from admin_portal.secret_page import show_secret
from core.errors import Refused

ACT = "manage_offices"


@needs(ACT)
@require_safe
def office_list(request):
    """The own office and everything below it as a tree, or what a keyword finds there."""
    words = request.GET.get("q", "").strip()
    branch = TitleOffice.objects.branch_of(request.actor.office)
    context = {
        "q": words,
        "found": branch.named_like(words).select_related("parent") if words else None,
        "tree": None if words else branch_of(branch),
        "may_open": offices.may_open_below(request.actor),
    }
    return render(request, "admin_portal/office_list.html", context)


@needs(ACT)
@require_safe
def office_detail(request, public_id):
    """One office of the branch."""
    return _detail(request, office_in_branch(request.actor, public_id))


def _detail(request, office, *, status=200, refusal=""):
    actor = request.actor
    may_manage = offices.may_manage(actor, office)
    context = {
        "office": office,
        "children": office.children.order_by("path"),
        "may_change": may_manage,
        "may_close": may_manage and office.pk != actor.office_id,
        "default_account": offices.default_account_of(office),
        "refusal": refusal,
    }
    return render(request, "admin_portal/office_detail.html", context, status=status)


@needs(ACT)
@require_http_methods(["GET", "HEAD", "POST"])
def office_edit(request, public_id):
    """Contact block and switches."""
    office = office_to_manage(request.actor, public_id)
    form = OfficeForm(request.POST if request.method == "POST" else None, instance=office)
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, office, form, 422 if form.is_bound else 200)
    try:
        offices.change(
            office,
            form.changes(),
            expected_version=form.cleaned_data["version"],
            actor=request.actor,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _edit_page(request, office, form, refusal.status)
    messages.success(request, f"{office.short_name}的联系方式和开关已保存。")
    return redirect("admin_portal:office_detail", public_id=public_id)


def _edit_page(request, office, form, status):
    context = {"office": office, "form": form}
    return render(request, "admin_portal/office_edit.html", context, status=status)


@needs(ACT)
@reauthenticated
@require_http_methods(["GET", "HEAD", "POST"])
def office_create(request):
    """新增 an office directly below the own one; its default account's secret is shown once."""
    if not offices.may_open_below(request.actor):
        raise PermissionDenied(CLOSED)
    parent = request.actor.office
    form = NewOfficeForm(request.POST if request.method == "POST" else None, parent=parent)
    if request.method != "POST" or not form.is_valid():
        return _create_page(request, form, 422 if form.is_bound else 200)
    try:
        office, secret = offices.open_office(dict(form.cleaned_data), actor=request.actor)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _create_page(request, form, refusal.status)
    return show_secret(request, secret, account=office.name, office=office, is_default=True)


def _create_page(request, form, status):
    context = {"form": form, "parent": form.parent}
    return render(request, "admin_portal/office_create.html", context, status=status)


@needs(ACT)
@reauthenticated
@require_POST
def office_open_account(request, public_id):
    """Give an office that never had one its default account."""
    office = office_to_manage(request.actor, public_id)
    try:
        secret = offices.open_default_account(office, actor=request.actor)
    except Refused as refusal:
        return _detail(request, office, status=refusal.status, refusal=str(refusal))
    return show_secret(request, secret, account=office.name, office=office, is_default=True)


@needs(ACT)
@reauthenticated
@require_POST
def office_close(request, public_id):
    """停用 an office directly below."""
    return _moved(request, public_id, close_office, "已停用，不再受理新的申报。")


@needs(ACT)
@require_POST
def office_reopen(request, public_id):
    """恢复 an office directly below."""
    return _moved(request, public_id, offices.put_back, "已恢复使用。")


def _moved(request, public_id, verb, words):
    office = office_to_manage(request.actor, public_id)
    try:
        verb(office, actor=request.actor)
    except Refused as refusal:
        return _detail(request, office, status=refusal.status, refusal=str(refusal))
    messages.success(request, f"{office.short_name}{words}")
    return redirect("admin_portal:office_detail", public_id=public_id)
