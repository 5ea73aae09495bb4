"""Saving, ordering and deleting what a person keeps in 个人资料; the person's row is the lock for it."""

from django.db import transaction

from accounts.models import ProfileAnswer, ProfileRow
from accounts.services import profile_files
from accounts.services.profile_lock import lock
from core import audit
from core.errors import Stale
from core.models.answers import storable
from core.rows import RowBook
from core.sections import Section


@transaction.atomic
def save_answer(section: Section, form, *, actor, expected_version: int) -> ProfileAnswer:
    """保存 of a section that is asked once; `form` is bound and valid.

    Raises Stale with the stored answer when `expected_version` is not the one stored and the texts differ.
    """
    lock(actor)
    answer, _ = ProfileAnswer.objects.get_or_create(user=actor.user, section_key=section.key)
    if answer.version and answer.opened("data", section.form.pii) == storable(form.cleaned_data):
        return answer
    if answer.version != expected_version:
        raise Stale(answer)
    answer.seal("data", form.cleaned_data, section.form.pii)
    answer.version += 1
    answer.save()
    audit.record("accounts.profile_saved", subject=answer, actor=actor, section=section.key)
    return answer


@transaction.atomic
def add_row(section: Section, form, *, actor, token: str) -> ProfileRow:
    """添加: a new last row; see `core.rows.RowBook.add`."""
    row, is_new = _book(section, actor).add(form, token)
    if is_new:
        _record("accounts.profile_row_added", row, actor)
    return row


@transaction.atomic
def save_row(section: Section, row: ProfileRow, form, *, actor, expected_version: int) -> ProfileRow:
    """保存 of one row. Raises Stale as `save_answer` does, and Refused when the row is gone or doubled."""
    stored, changed = _book(section, actor).save(row, form, expected_version)
    if changed:
        _record("accounts.profile_row_saved", stored, actor)
    return stored


@transaction.atomic
def delete_row(section: Section, row: ProfileRow, *, actor) -> None:
    """删除 of one row with its scans; the rows behind it move up."""
    book = _book(section, actor)
    stored = book.find(row)
    profile_files.delete_all(actor.user, actor=actor, row_id=stored.public_id)
    _record("accounts.profile_row_deleted", stored, actor)
    book.delete(stored)


@transaction.atomic
def move_row(section: Section, row: ProfileRow, position: int, *, actor) -> int:
    """Put one row at `position` (from 0) among those of its section; returns the place it came to."""
    place, moved = _book(section, actor).move(row, position)
    if moved:
        _record("accounts.profile_row_moved", row, actor)
    return place


def _book(section, actor) -> RowBook:
    lock(actor)
    rows = ProfileRow.objects.filter(user=actor.user)
    return RowBook(section, rows, owner_id=actor.user.public_id, user=actor.user)


def _record(event, row, actor) -> None:
    audit.record(event, subject=row, actor=actor, section=row.section_key)
