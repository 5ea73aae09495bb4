"""The rows of a section of 个人资料: added, changed, put in order and deleted."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import for_applicants
from accounts.models import ProfileRow
from accounts.services.profile_page import KEPT_FORM, new_token, section_page, section_url
from accounts.services.profile_rows import add_row, delete_row, move_row, save_row
from accounts.views.profile import TEMPLATE, attempt, section_or_404
from core.errors import Refused
from core.row_order import asked_place
from core.versions import version_of

LONGEST_TOKEN = 64


def list_or_404(key):
    """The section of this key if it has rows, else 404."""
    section = section_or_404(key)
    if not section.many:
        raise Http404
    return section


def own_row(request, section, row_id) -> ProfileRow:
    """The person's own row; anybody else's is not found."""
    return get_object_or_404(ProfileRow, user=request.user, section_key=section.key, public_id=row_id)


def save_of(request, section, row):
    """保存 of one row, with the version this window saw."""
    version = version_of(request.POST)
    return lambda form: save_row(section, row, form, actor=request.actor, expected_version=version)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def profile_row_create(request, key):
    """The form of a new row, open below the list."""
    section = list_or_404(key)
    if request.method != "POST":
        return render(request, TEMPLATE, section_page(request.actor, section, token=new_token()))
    token = request.POST.get("token", "")[:LONGEST_TOKEN] or new_token()
    row, refused = attempt(
        request,
        section,
        lambda form: add_row(section, form, actor=request.actor, token=token),
        token=token,
    )
    return refused or _after_save(request, section, row, is_new=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def profile_row_edit(request, key, row_id):
    """One row, its form and its scans."""
    section = list_or_404(key)
    row = own_row(request, section, row_id)
    if request.method != "POST":
        return render(request, TEMPLATE, section_page(request.actor, section, row=row))
    _, refused = attempt(request, section, save_of(request, section, row), row=row)
    return refused or _after_save(request, section, row, is_new=False)


def _after_save(request, section, row, *, is_new):
    if request.POST.get("after") == "next":
        messages.success(request, "已保存。请接着填写下一条。")
        return redirect(reverse("accounts:profile_row_create", args=[section.key]) + f"#{KEPT_FORM}")
    if is_new and section.uploads:
        messages.success(request, "已保存。可以在下面上传扫描件。")
        page = reverse("accounts:profile_row_edit", args=[section.key, row.public_id])
        return redirect(f"{page}#files-{section.uploads[0]}")
    messages.success(request, "已保存。")
    return redirect(section_url(section))


@require_POST
@for_applicants
def profile_row_delete(request, key, row_id):
    """Delete one row with its scans."""
    section = list_or_404(key)
    row = own_row(request, section, row_id)
    try:
        delete_row(section, row, actor=request.actor)
    except Refused as refusal:
        return _refused(request, section, refusal)
    messages.success(request, "已删除。")
    return redirect(section_url(section))


@require_POST
@for_applicants
def profile_row_move(request, key, row_id):
    """Put one row at another place; arrows and dragging send the same."""
    section = list_or_404(key)
    row = own_row(request, section, row_id)
    try:
        move_row(section, row, asked_place(request.POST), actor=request.actor)
    except Refused as refusal:
        return _refused(request, section, refusal)
    page = reverse("accounts:profile_section", args=[section.key])
    return redirect(f"{page}?moved={row.public_id}#rows-{section.key}")


def _refused(request, section, refusal):
    """The list as it stands, and why nothing was done to it."""
    context = section_page(request.actor, section, error=str(refusal))
    return render(request, TEMPLATE, context, status=refusal.status)
