"""复制以前的申报: what an earlier application of the same kind said, put into a new one where it is empty."""

from django.db import transaction
from django.utils import timezone

from accounts.services import profile_lock
from applications import registry
from applications.models import Application, SectionAnswer, SectionRow
from applications.services.answers import answers_of, is_begun, saved
from applications.services.drafts import is_locked_section, lock_editable
from applications.services.files import OWNER, files_by_place
from applications.services.rows import rows_of, tick
from core import audit
from core.copied_files import copy_files
from core.errors import Refused
from core.rows import RowBook

NOTHING_EARLIER = "没有可以复制的同类申报。"
NOT_NEW = "这份申报已经报送过，不能再复制以前的内容。"


def source_of(application) -> Application | None:
    """The newest earlier application of the kind that was handed in once; None for one that is not empty.

    Two statements.
    """
    if not (application.is_editable and application.never_submitted and _is_empty(application)):
        return None
    return _earlier(application).first()


@transaction.atomic
def copy_earlier(application, *, actor) -> int:
    """复制: every section that is empty gets what the earlier application has saved; returns how many.

    What hangs on level, office or committee, and what today's rules refuse, becomes a draft that the person
    has to look over and save. The pledge is not copied. Pressed twice it copies once.

    Raises Refused when there is nothing earlier, or when this one was handed in already.
    """
    profile_lock.lock(actor)
    locked = lock_editable(application, actor)
    source = _earlier(locked).first()
    if source is None:
        raise Refused(NOTHING_EARLIER)
    if not locked.never_submitted:
        raise Refused(NOT_NEW)
    count = _Copy(source, locked, actor).make()
    if count:
        audit.record("applications.copied", subject=locked, actor=actor, source=source.number)
    return count


def _earlier(application):
    """Those of the person and kind that were handed in and opened before this one, the newest first."""
    mine = Application.objects.kept().filter(applicant=application.applicant_id, kind=application.kind)
    return mine.filter(first_submitted_at__isnull=False, pk__lt=application.pk).order_by("-pk")


def _is_empty(application) -> bool:
    written = application.answers.filter(saved_at__isnull=False)
    return not (written.exists() or application.rows.exists())


class _Copy:
    """One copying: from where to where, made while the locks are held."""

    def __init__(self, source, target, actor):
        self.source, self.target, self.actor = source, target, actor
        self.answers, self.rows, self.files = answers_of(target), rows_of(target), files_by_place(target)
        self.row_ids = {}

    def make(self) -> int:
        """How many sections got something."""
        old_answers, old_rows, old_files = (
            answers_of(self.source),
            rows_of(self.source),
            files_by_place(self.source),
        )
        filled, pictures = 0, []
        for section in registry.kind(self.target.kind).sections:
            if is_locked_section(self.target, section):
                continue
            copy = self._rows if section.many else self._answer
            written = copy(section, old_answers.get(section.key), old_rows[section.key])
            found = list(self._pictures(section, old_files))
            pictures += found
            filled += bool(written or found)
        copy_files(pictures, owner_kind=OWNER, owner_id=self.target.public_id, actor=self.actor)
        return filled

    def _rows(self, section, old_answer, old_rows) -> bool:
        if self.rows[section.key] or not (old_rows or old_answer):
            return False
        stored = SectionRow.objects.filter(application=self.target)
        book = RowBook(section, stored, owner_id=self.target.public_id, application=self.target)
        for old in old_rows:
            token = f"copy:{old.public_id}"
            book.take(token, _asked(section, saved(section, old)))
            self.row_ids[old.public_id] = book.identity(token)
        if old_answer and old_answer.saved_at and not is_begun(self.answers.get(section.key)):
            tick(self.target, section)
            return True
        return bool(old_rows)

    def _answer(self, section, old_answer, _old_rows) -> bool:
        if not (old_answer and old_answer.saved_at) or is_begun(self.answers.get(section.key)):
            return False
        words = _asked(section, saved(section, old_answer))
        form = section.form(words, subject=self.target, actor=self.actor)
        answer, _ = SectionAnswer.objects.get_or_create(application=self.target, section_key=section.key)
        if section.depends_on_office or section.promotes or not form.is_valid():
            answer.seal("draft", words, section.form.pii)
            answer.drafted_at = timezone.now()
        else:
            answer.seal("data", form.cleaned_data, section.form.pii)
            answer.saved_at = timezone.now()
        answer.version += 1
        answer.save()
        return True

    def _pictures(self, section, old_files):
        """(picture, row) of what the section asks for and has none of yet."""
        for (code, old_row), files in old_files.items():
            row_id = self.row_ids.get(old_row)
            is_ours = code in section.uploads and (old_row is None or row_id is not None)
            if is_ours and not self.files.get((code, row_id)):
                yield from ((file, row_id) for file in files)


def _asked(section, answers: dict) -> dict:
    return {name: answers[name] for name in section.form.base_fields if name in answers}
