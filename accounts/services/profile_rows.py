"""Saving, ordering and deleting what a person keeps in 个人资料; the person's row is the lock for it."""

import uuid

from django.db import transaction

from accounts.models import ProfileAnswer, ProfileRow
from accounts.services import profile_files
from accounts.services.profile_lock import GONE, lock
from core import audit, row_order
from core.errors import Refused, Stale
from core.models.answers import storable
from core.sections import Section


@transaction.atomic
def save_answer(section: Section, form, *, actor, expected_version: int) -> ProfileAnswer:
    """保存 of a section that is asked once; `form` is bound and valid.

    Raises Stale with the stored answer when `expected_version` is not the one stored and the texts differ.
    """
    lock(actor)
    answer, _ = ProfileAnswer.objects.get_or_create(user=actor.user, section_key=section.key)
    if answer.version and _says(answer, section, form):
        return answer
    if answer.version != expected_version:
        raise Stale(answer)
    _write(answer, section, form)
    audit.record("accounts.profile_saved", subject=answer, actor=actor, section=section.key)
    return answer


@transaction.atomic
def add_row(section: Section, form, *, actor, token: str) -> ProfileRow:
    """添加: a new last row. The same answers sent again with the same `token` give the same row.

    Raises Refused when the section is full, or has a row for the same year already.
    """
    lock(actor)
    row_id = uuid.uuid5(actor.user.public_id, f"{section.key}:{token}")
    rows = list(_rows(actor.user, section))
    earlier = next((row for row in rows if row.public_id == row_id), None)
    if earlier is not None:
        if _says(earlier, section, form):
            return earlier
        row_id = uuid.uuid4()
    if len(rows) >= section.max_items:
        raise Refused(f"“{section.title}”最多 {section.max_items} 条，已经够了。请先删除不用的，再添加。")
    _refuse_twin(rows, section, form)
    row = ProfileRow(public_id=row_id, user=actor.user, section_key=section.key, position=len(rows))
    _write(row, section, form)
    _record("accounts.profile_row_added", row, actor)
    return row


@transaction.atomic
def save_row(section: Section, row: ProfileRow, form, *, actor, expected_version: int) -> ProfileRow:
    """保存 of one row. Raises Stale as `save_answer` does, and Refused when the row is gone or doubled."""
    lock(actor)
    rows = list(_rows(actor.user, section))
    stored = _found(rows, row)
    if _says(stored, section, form):
        return stored
    if stored.version != expected_version:
        raise Stale(stored)
    _refuse_twin([other for other in rows if other.pk != stored.pk], section, form)
    _write(stored, section, form)
    _record("accounts.profile_row_saved", stored, actor)
    return stored


@transaction.atomic
def delete_row(section: Section, row: ProfileRow, *, actor) -> None:
    """删除 of one row with its scans; the rows behind it move up."""
    lock(actor)
    rows = list(_rows(actor.user, section))
    stored = _found(rows, row)
    profile_files.delete_all(actor.user, actor=actor, row_id=stored.public_id)
    _record("accounts.profile_row_deleted", stored, actor)
    left = [other for other in rows if other.pk != stored.pk]
    stored.delete()
    row_order.number(left)


@transaction.atomic
def move_row(section: Section, row: ProfileRow, position: int, *, actor) -> int:
    """Put one row at `position` (from 0) among those of its section; returns the place it came to."""
    lock(actor)
    rows = list(_rows(actor.user, section))
    stored = _found(rows, row)
    before = stored.position
    place = row_order.place(rows, stored, position)
    if place != before:
        _record("accounts.profile_row_moved", stored, actor)
    return place


def _rows(user, section):
    return ProfileRow.objects.filter(user=user, section_key=section.key).order_by("position")


def _found(rows, row) -> ProfileRow:
    found = next((stored for stored in rows if stored.pk == row.pk), None)
    if found is None:
        raise Refused(GONE)
    return found


def _says(stored, section, form) -> bool:
    """Whether what is stored already says what was sent: pressing 保存 twice is no conflict."""
    return stored.opened("data", section.form.pii) == storable(form.cleaned_data)


def _refuse_twin(others, section, form) -> None:
    name = section.unique_row
    if name and any(other.data.get(name) == form.cleaned_data[name] for other in others):
        raise Refused(f"{form.cleaned_data[name]} 年的已经有一条了，请修改那一条。")


def _write(stored, section, form) -> None:
    stored.seal("data", form.cleaned_data, section.form.pii)
    stored.version += 1
    stored.save()


def _record(event, row, actor) -> None:
    audit.record(event, subject=row, actor=actor, section=row.section_key)
