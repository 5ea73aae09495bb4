"""What is typed into the form of a row, kept beside what is saved until 保存, as a section keeps it."""

from collections import defaultdict

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from applications import registry
from applications.models import RowDraft, SectionRow
from applications.services.answers import saved, says_the_same, shown, typed
from applications.services.drafts import lock_for_writing
from applications.services.rows import book_of
from core import audit
from core.errors import Refused, Stale

# As many windows as a person may leave half filled in; each holds one.
MOST_NEW = 10
TOO_MANY = "这一部分已有 {most} 条没有保存的新内容。请先保存或放弃，再继续填写。"
ADDED = "这一条刚才已经添加了，请在列表里打开它修改。"


@transaction.atomic
def autosave_row(application, section, row, data, *, actor, expected_version: int) -> SectionRow:
    """Keep what was typed into a row so far, unchecked. Writes no audit row.

    What says the same as the form already shows changes nothing; what was typed back to what is saved takes
    the draft away. Raises Stale with the row when another window was faster, Refused when it is gone.
    """
    stored = book_of(application, section, actor, row).find(row)
    if stored.version != expected_version:
        raise Stale(stored)
    words = typed_into(section, data, application, actor)
    if says_the_same(words, shown(section, stored)):
        return stored
    if says_the_same(words, saved(section, stored)):
        stored.draft, stored.drafted_at = None, None
    else:
        stored.seal("draft", words, section.form.pii)
        stored.drafted_at = timezone.now()
    stored.version += 1
    stored.save()
    return stored


@transaction.atomic
def autosave_new(application, section, token, data, *, actor, expected_version: int) -> RowDraft:
    """Keep what was typed into the form of a new row so far. Writes no audit row.

    Raises Stale with the draft when another window wrote in it, Refused when the row is saved already or too
    many are begun.
    """
    book = book_of(application, section, actor)
    if book.of_identity(book.identity(token)):
        raise Refused(ADDED)
    mine = RowDraft.objects.filter(application=application, section_key=section.key)
    draft = mine.filter(token=token).first()
    if draft is None and mine.count() >= MOST_NEW:
        raise Refused(TOO_MANY.format(most=MOST_NEW))
    draft = draft or RowDraft(application=application, section_key=section.key, token=token)
    if draft.version != expected_version:
        raise Stale(draft)
    words = typed_into(section, data, application, actor)
    if not says_the_same(words, saved(section, draft)):
        draft.seal("data", words, section.form.pii)
        draft.version += 1
        draft.drafted_at = timezone.now()
        draft.save()
    return draft


@transaction.atomic
def discard(application, section, *, actor, row=None, token: str = "") -> None:
    """放弃: of a row what was typed since 保存, of a new one all of it. Twice is once."""
    locked = lock_for_writing(application, section, actor, row.public_id if row else None)
    if row is None:
        drafts = RowDraft.objects.filter(application=locked, section_key=section.key, token=token)
        is_gone = not drafts.delete()[0]
    else:
        drafted = SectionRow.objects.filter(pk=row.pk, draft__isnull=False)
        is_gone = not drafted.update(draft=None, drafted_at=None, version=F("version") + 1)
    if not is_gone:
        audit.record("applications.row_discarded", subject=locked, actor=actor, section=section.key)


def new_drafts(application) -> dict[str, list[RowDraft]]:
    """The new rows that are begun and not saved, by section key, the latest first; at most one statement."""
    found = defaultdict(list)
    for draft in application.row_drafts.all() if registry.kind(application.kind).has_lists else ():
        found[draft.section_key].append(draft)
    return found


def typed_into(section, data, application, actor) -> dict:
    """What was typed into the form of one row; a question that is not open to the person keeps its answer."""
    words = typed(section, data)
    form = section.form(data, subject=application, actor=actor)
    closed = {name: field for name, field in form.fields.items() if field.disabled}
    return words | {name: form.get_initial_for_field(field, name) for name, field in closed.items()}
