"""The pictures of 个人资料; scripts and plain forms use the same addresses."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.gates import for_applicants
from accounts.models import ProfileRow
from accounts.services.profile_files import (
    add_file,
    adjust_file,
    delete_file,
    files_of,
    move_file,
    section_of,
)
from accounts.services.profile_page import section_page, section_url
from accounts.views import profile, profile_rows
from core.adjustments import adjustment_of
from core.chosen_pictures import add_each, said
from core.errors import Refused
from core.row_order import asked_place


@require_POST
@for_applicants
def profile_file_add(request, key, spec_code):
    """Add pictures to a section that is asked once."""
    section = profile.section_or_404(key)
    if section.many:
        raise Http404
    return _add(request, section, None, spec_code)


@require_POST
@for_applicants
def profile_row_file_add(request, key, row_id, spec_code):
    """Add pictures to one row."""
    section = profile_rows.list_or_404(key)
    return _add(request, section, profile_rows.own_row(request, section, row_id), spec_code)


@require_POST
@for_applicants
def profile_file_delete(request, file_id):
    """Delete one picture."""
    file, section, row = _own_file(request, file_id)
    refused = _typed_first(request, section, row)
    if refused:
        return refused
    try:
        delete_file(file, actor=request.actor)
    except Refused as refusal:
        return _page(request, section, row, file.spec_code, [refusal])
    return _back(section, row, file.spec_code)


@require_POST
@for_applicants
def profile_file_move(request, file_id):
    """Put one picture at another place among those of its kind."""
    file, section, row = _own_file(request, file_id)
    try:
        move_file(file, asked_place(request.POST), actor=request.actor)
    except Refused as refusal:
        return _page(request, section, row, file.spec_code, [refusal])
    return _back(section, row, file.spec_code)


@require_POST
@for_applicants
def profile_file_adjust(request, file_id):
    """Cut, turn or brighten one picture."""
    file, section, row = _own_file(request, file_id)
    try:
        adjust_file(file, adjustment_of(request.POST), actor=request.actor)
    except Refused as refusal:
        return _page(request, section, row, file.spec_code, [refusal])
    return _back(section, row, file.spec_code)


def _add(request, section, row, spec_code):
    if spec_code not in section.uploads:
        raise Http404
    refused = _typed_first(request, section, row)
    if refused:
        return refused
    where = {"actor": request.actor, "row_id": row.public_id if row else None}
    refusals = add_each(request, partial(add_file, section, spec_code, **where))
    if not refusals:
        return _back(section, row, spec_code)
    return _page(request, section, row, spec_code, refusals)


def _page(request, section, row, spec_code, refusals):
    error = (spec_code, said(refusals))
    context = section_page(request.actor, section, row=row, upload_error=error)
    return render(request, profile.TEMPLATE, context, status=refusals[0].status)


def _typed_first(request, section, row):
    """Without scripts the answers beside a picture are saved first; the page that says why they are not."""
    if "version" not in request.POST:
        return None
    if row is None:
        return profile.attempt(request, section, profile.save_of(request, section))[1]
    save = profile_rows.save_of(request, section, row)
    return profile.attempt(request, section, save, row=row)[1]


def _own_file(request, file_id):
    file = get_object_or_404(files_of(request.user), public_id=file_id)
    section = section_of(file)
    row = get_object_or_404(ProfileRow, user=request.user, public_id=file.row_id) if file.row_id else None
    return file, section, row


def _back(section, row, spec_code):
    page = section_url(section)
    if row:
        page = reverse("accounts:profile_row_edit", args=[section.key, row.public_id])
    return redirect(f"{page}#files-{spec_code}")
