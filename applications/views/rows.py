"""The rows of a section that has many: added, changed, put in order, deleted, and the section saved."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.gates import for_applicants
from applications.models import SectionRow
from applications.services.drafts import is_locked_section
from applications.services.editor import KEPT_FORM
from applications.services.editor_rows import begun_token, new_token, rows_context
from applications.services.rows import add_row, delete_row, move_row, save_row
from applications.views.common import own_application, section_or_404
from core.errors import Refused
from core.row_order import asked_place
from core.versions import save_through, version_of

TEMPLATE = "applications/section_rows.html"
LONGEST_TOKEN = 64


def list_or_404(application, key):
    """The section of this key if it has rows, else 404."""
    section = section_or_404(application, key)
    if not section.many:
        raise Http404
    return section


def own_row(application, section, row_id) -> SectionRow:
    """A row of this section; any other is not found."""
    rows = SectionRow.objects.filter(application=application, section_key=section.key)
    return get_object_or_404(rows, public_id=row_id)


def token_of(data) -> str:
    """The token that a form of a new row carries; one that no page of ours made up is none."""
    token = data.get("token", "")
    return token if token.isprintable() and len(token) <= LONGEST_TOKEN else ""


def rows_page(request, application, section, *, status=200, **shown):
    """The page of a section with many rows."""
    context = rows_context(application, section, request.actor, **shown)
    return render(request, TEMPLATE, context, status=status)


def attempt(request, application, section, save, **shown):
    """Bind what was posted and call `save(form)`: (what it returned, None) or (None, page saying why)."""
    form = section.form(request.POST, subject=application, actor=request.actor)
    saved, status, conflict = save_through(form, save)
    if not status:
        return saved, None
    page = rows_page(request, application, section, status=status, form=form, conflict=conflict, **shown)
    return None, page


def save_of(request, application, section, row):
    """保存 of one row, with the version this window saw."""
    version = version_of(request.POST)
    return lambda form: save_row(
        application, section, row, form, actor=request.actor, expected_version=version
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def row_create(request, public_id, key):
    """The form of a new row, open below the list."""
    application = own_application(request, public_id)
    section = list_or_404(application, key)
    if request.method != "POST":
        if closed := _closed(application, section):
            return closed
        return rows_page(request, application, section, token=begun_token(application, section))
    token = token_of(request.POST) or new_token()
    row, refused = attempt(
        request,
        application,
        section,
        lambda form: add_row(
            application,
            section,
            form,
            actor=request.actor,
            token=token,
            expected_version=version_of(request.POST),
        ),
        token=token,
    )
    return refused or _after_save(request, application, section, row, is_new=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def row_edit(request, public_id, key, row_id):
    """One row, its form and its scans."""
    application = own_application(request, public_id)
    section = list_or_404(application, key)
    row = own_row(application, section, row_id)
    if request.method != "POST":
        if closed := _closed(application, section, row):
            return closed
        return rows_page(request, application, section, row=row)
    save = save_of(request, application, section, row)
    _, refused = attempt(request, application, section, save, row=row)
    return refused or _after_save(request, application, section, row, is_new=False)


def _closed(application, section, row=None):
    """Where to go instead of a form that would only be refused; None while the section is open."""
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=application.public_id)
    if is_locked_section(application, section, row_id=row.public_id if row else None):
        return redirect("applications:section_edit", public_id=application.public_id, key=section.key)
    return None


def _after_save(request, application, section, row, *, is_new):
    if request.POST.get("after") == "next":
        messages.success(request, "已保存。请接着填写下一条。")
        page = reverse("applications:row_create", args=[application.public_id, section.key])
        return redirect(f"{page}#{KEPT_FORM}")
    if is_new and section.uploads:
        messages.success(request, "已保存。可以在下面上传扫描件。")
        page = reverse("applications:row_edit", args=[application.public_id, section.key, row.public_id])
        return redirect(f"{page}#files-{section.uploads[0]}")
    messages.success(request, "已保存。")
    return redirect("applications:section_edit", public_id=application.public_id, key=section.key)


@require_POST
@for_applicants
def row_delete(request, public_id, key, row_id):
    """Delete one row with its scans."""
    application = own_application(request, public_id)
    section = list_or_404(application, key)
    row = own_row(application, section, row_id)
    try:
        delete_row(application, section, row, actor=request.actor)
    except Refused as refusal:
        return rows_page(request, application, section, status=refusal.status, error=str(refusal))
    messages.success(request, "已删除。")
    return redirect("applications:section_edit", public_id=public_id, key=key)


@require_POST
@for_applicants
def row_move(request, public_id, key, row_id):
    """Put one row at another place; arrows and dragging send the same."""
    application = own_application(request, public_id)
    section = list_or_404(application, key)
    row = own_row(application, section, row_id)
    try:
        move_row(application, section, row, asked_place(request.POST), actor=request.actor)
    except Refused as refusal:
        return rows_page(request, application, section, status=refusal.status, error=str(refusal))
    page = reverse("applications:section_edit", args=[public_id, key])
    return redirect(f"{page}?moved={row.public_id}#rows-{section.key}")


def moved_row(request) -> UUID | None:
    """The row that the address says was just moved."""
    try:
        return UUID(request.GET.get("moved", ""))
    except ValueError:
        return None
