"""Adding, ordering and deleting the pictures of a section; scripts and plain forms use the same addresses."""

from dataclasses import dataclass
from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.gates import for_applicants
from applications.models import Application, SectionRow
from applications.services.drafts import autosave
from applications.services.editor import editor_context
from applications.services.files import (
    add_file,
    adjust_file,
    delete_file,
    draw_from_archive,
    files_of,
    move_file,
    section_of,
)
from applications.views import rows
from applications.views.common import own_application, section_or_404
from core.adjustments import adjustment_of
from core.chosen_pictures import add_each, said
from core.errors import Refused, Stale
from core.row_order import asked_place
from core.sections import Section
from core.versions import version_of


@dataclass(frozen=True)
class Place:
    """Where a picture belongs: a section that is asked once, or one row of one that has many."""

    application: Application
    section: Section
    row: SectionRow | None = None

    def page(self, request, *, status, **shown):
        """The page of this place."""
        if self.row:
            return rows.rows_page(
                request, self.application, self.section, status=status, row=self.row, **shown
            )
        context = editor_context(self.application, self.section, request.actor, **shown)
        return render(request, "applications/section_edit.html", context, status=status)

    def back(self, spec_code):
        """Back to the box of one kind of picture."""
        name, extra = ("row_edit", [self.row.public_id]) if self.row else ("section_edit", [])
        args = [self.application.public_id, self.section.key, *extra]
        return redirect(f"{reverse(f'applications:{name}', args=args)}#files-{spec_code}")


@require_POST
@for_applicants
def file_add(request, public_id, key, spec_code):
    """Take one or several pictures of one kind, or those of 个人资料, and what was typed beside them."""
    application = own_application(request, public_id)
    section = section_or_404(application, key)
    if section.many:
        raise Http404
    add = _draw if "from_archive" in request.POST else _add_all
    return _add(request, Place(application, section), spec_code, add)


@require_POST
@for_applicants
def row_file_add(request, public_id, key, row_id, spec_code):
    """Take one or several pictures for one row, and what was typed beside them."""
    application = own_application(request, public_id)
    section = rows.list_or_404(application, key)
    place = Place(application, section, rows.own_row(application, section, row_id))
    return _add(request, place, spec_code, _add_all)


def _add(request, place, spec_code, add):
    if spec_code not in place.section.uploads:
        raise Http404
    refused = _keep_typed(request, place)
    if refused:
        return refused
    refusals = add(request, place, spec_code)
    if not refusals:
        return place.back(spec_code)
    return _refused(request, place, spec_code, refusals)


def _refused(request, place, spec_code, refusals):
    error = (spec_code, said(refusals))
    return place.page(request, status=getattr(refusals[0], "status", 422), upload_error=error)


def _add_all(request, place, spec_code) -> list[Refused]:
    """Add what was chosen."""
    where = {"actor": request.actor, "row_id": place.row.public_id if place.row else None}
    add = partial(add_file, place.application, place.section, spec_code, **where)
    return add_each(request, add)


def _draw(request, place, spec_code) -> list[Refused]:
    """Take over what 个人资料 holds of this kind."""
    try:
        draw_from_archive(place.application, place.section, spec_code, actor=request.actor)
    except Refused as refusal:
        return [refusal]
    return []


def _keep_typed(request, place):
    """Without scripts the answers travel with the picture and are kept; the page that says why they are not.

    Those of a section become its draft; those of a row, which has no draft, are saved.
    """
    if "version" not in request.POST:
        return None
    if place.row:
        save = rows.save_of(request, place.application, place.section, place.row)
        return rows.attempt(request, place.application, place.section, save, row=place.row)[1]
    return _keep_draft(request, place)


def _keep_draft(request, place):
    application, section, version = place.application, place.section, version_of(request.POST)
    try:
        autosave(application, section, request.POST, actor=request.actor, expected_version=version)
    except Stale as stale:
        form = section.form(request.POST, subject=application, actor=request.actor)
        return place.page(request, status=stale.status, form=form, conflict=stale)
    except Refused:
        return None  # the picture is refused for the same reason, with a sentence
    return None


@require_POST
@for_applicants
def file_delete(request, public_id, file_id):
    """Delete one picture."""
    place, file = _own_file(request, public_id, file_id)
    refused = _keep_typed(request, place)
    if refused:
        return refused
    try:
        delete_file(place.application, file, actor=request.actor)
    except Refused as refusal:
        return _refused(request, place, file.spec_code, [refusal])
    return place.back(file.spec_code)


@require_POST
@for_applicants
def file_adjust(request, public_id, file_id):
    """Cut, turn or brighten one picture."""
    place, file = _own_file(request, public_id, file_id)
    try:
        adjust_file(place.application, file, adjustment_of(request.POST), actor=request.actor)
    except Refused as refusal:
        return _refused(request, place, file.spec_code, [refusal])
    return place.back(file.spec_code)


@require_POST
@for_applicants
def file_move(request, public_id, file_id):
    """Put one picture at another place among those of its kind."""
    place, file = _own_file(request, public_id, file_id)
    try:
        move_file(place.application, file, asked_place(request.POST), actor=request.actor)
    except Refused as refusal:
        return _refused(request, place, file.spec_code, [refusal])
    return place.back(file.spec_code)


def _own_file(request, public_id, file_id):
    application = own_application(request, public_id)
    file = get_object_or_404(files_of(application), public_id=file_id)
    section = section_of(application, file)
    row = rows.own_row(application, section, file.row_id) if file.row_id else None
    return Place(application, section, row), file
