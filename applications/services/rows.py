"""The rows of a section that has many: added, changed, put in order, deleted, and the section saved."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from applications import registry
from applications.models import RowDraft, SectionAnswer, SectionRow
from applications.services.drafts import lock_for_writing
from applications.services.files import delete_files_of_row
from core import audit
from core.errors import Refused, Stale
from core.rows import RowBook

TOO_FEW = "“{title}”至少要有 {least} 条，现在有 {count} 条。请先添加，再保存。"


def rows_of(application) -> dict[str, list[SectionRow]]:
    """All rows of an application by section key, each section in its order, in at most one statement."""
    found = defaultdict(list)
    for row in application.rows.all() if registry.kind(application.kind).has_lists else ():
        found[row.section_key].append(row)
    return found


@transaction.atomic
def add_row(application, section, form, *, actor, token: str, expected_version: int = 0) -> SectionRow:
    """添加: a new last row; see `core.rows.RowBook.add`. `form` is bound and valid.

    What was kept of the form under `token` goes with it. Raises Stale with that draft when another window
    has written more into it than version `expected_version`.
    """
    book = book_of(application, section, actor)
    draft = RowDraft.objects.filter(application=application, section_key=section.key, token=token).first()
    if draft and draft.version != expected_version:
        raise Stale(draft)
    row, is_new = book.add(form, token)
    if draft:
        draft.delete()
    if is_new:
        record("added", application, section, actor)
    return row


@transaction.atomic
def save_row(application, section, row, form, *, actor, expected_version: int) -> SectionRow:
    """保存 of one row. Raises Stale when another window was faster, Refused when it is gone or doubled."""
    book = book_of(application, section, actor, row)
    current = book.find(row)
    if current.draft is not None and current.version != expected_version:
        raise Stale(current)
    stored, changed = book.save(row, form, expected_version)
    if stored.draft is not None:
        stored.draft, stored.drafted_at = None, None
        stored.save(update_fields=["draft", "drafted_at"])
    if changed:
        record("saved", application, section, actor)
    return stored


@transaction.atomic
def delete_row(application, section, row, *, actor) -> None:
    """删除 of one row with its scans; the rows behind it move up."""
    book = book_of(application, section, actor, row)
    stored = book.find(row)
    delete_files_of_row(application, stored.public_id, actor=actor)
    book.delete(stored)
    record("deleted", application, section, actor)


@transaction.atomic
def move_row(application, section, row, position: int, *, actor) -> int:
    """Put one row at `position` (from 0) among those of its section; returns the place it came to."""
    place, moved = book_of(application, section, actor).move(row, position)
    if moved:
        record("moved", application, section, actor)
    return place


@transaction.atomic
def save_list(application, section, *, actor) -> SectionAnswer:
    """保存 of the section itself: what stands is all there is to say, be it nothing.

    Raises Refused while there are fewer rows than the section asks for.
    """
    book = book_of(application, section, actor)
    if len(book.rows) < section.min_items:
        raise Refused(TOO_FEW.format(title=section.title, least=section.min_items, count=len(book.rows)))
    answer = tick(application, section)
    audit.record("applications.section_saved", subject=application, actor=actor, section=section.key)
    return answer


def book_of(application, section, actor, row=None) -> RowBook[SectionRow]:
    """The rows of a section under the lock of its application; Refused when they, or `row`, are closed."""
    locked = lock_for_writing(application, section, actor, row.public_id if row else None)
    stored = SectionRow.objects.filter(application=locked)
    return RowBook(section, stored, owner_id=locked.public_id, application=locked)


def record(what: str, application, section, actor) -> None:
    """Say in the log what was done to a row, and that the section was saved now."""
    tick(application, section)
    audit.record(f"applications.row_{what}", subject=application, actor=actor, section=section.key)


def tick(application, section) -> SectionAnswer:
    """The section was saved now."""
    answer, _ = SectionAnswer.objects.get_or_create(application=application, section_key=section.key)
    answer.saved_at = timezone.now()
    answer.version += 1
    answer.save()
    return answer
