"""修改记录: what changed from one submission to the next, section by section and field by field."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from applications import registry
from applications.models import SubmissionRevision
from applications.services.reading import masked_identity
from applications.services.submission import IDENTITY_SEALED, as_saved_now
from core import pii
from core.row_list import row_words
from core.row_order import moved_among
from core.sections import Section, SectionForm
from core.text_changes import Piece, pieces
from core.uploads import upload_spec

NEW, GONE, CHANGED, MOVED = "新增", "删除", "修改", "调整顺序"
HIDDEN = "内容有改动，这里不显示。"
ONLY_LOOKS = "只改了排版，文字没有变。"
# The newest are shown; a person may hand in again as often as they take back.
SHOWN = 20


@dataclass(frozen=True)
class FieldChange:
    """One answer in words, before and after; of a long text `pieces` instead. `note` is a remark."""

    label: str
    old: str = ""
    new: str = ""
    pieces: tuple[Piece, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PictureChange:
    """One kind of picture: how many came, how many went, and whether only their order changed."""

    label: str
    added: int
    removed: int

    @property
    def is_only_order(self) -> bool:
        return not (self.added or self.removed)


@dataclass(frozen=True)
class RowChange:
    """One row: `what` was done, and where it is changed the answers and pictures that did."""

    what: tuple[str, ...]
    title: str
    place: int
    fields: tuple[FieldChange, ...] = ()
    pictures: tuple[PictureChange, ...] = ()


@dataclass(frozen=True)
class SectionChange:
    """What changed in one section."""

    section: Section
    fields: tuple[FieldChange, ...] = ()
    rows: tuple[RowChange, ...] = ()
    pictures: tuple[PictureChange, ...] = ()

    @property
    def is_any(self) -> bool:
        return bool(self.fields or self.rows or self.pictures)


@dataclass(frozen=True)
class Submission:
    """One submission as it is told: the how-manieth, when, and what changed; None for the first."""

    sequence: int
    at: datetime | None
    changes: list[SectionChange] | None = field(default=None)


def changes(
    older: SubmissionRevision, newer: SubmissionRevision, *, masked: bool, readers=None
) -> list[SectionChange]:
    """Every section in which two submissions of one application differ.

    Args:
        masked: star what is personal data, as employers and offices read it.
        readers: `Readers(application)`, to read the lists of values once for many pairs.
    """
    compare = _Pair(older, newer, masked, Readers(newer.application) if readers is None else readers)
    found = (compare.section(section) for section in registry.kind(newer.application.kind).sections)
    return [change for change in found if change.is_any]


class Readers(dict):
    """The forms of the sections by key, each made with its lists of values when it is first needed."""

    def __init__(self, application):
        super().__init__()
        self.application = application

    def __missing__(self, key) -> SectionForm:
        section = registry.kind(self.application.kind).section(key)
        self[key] = section.form(subject=self.application).settled()
        return self[key]


def history_of(application, *, masked: bool) -> list[Submission]:
    """Every submission, the newest first, with what changed since the one before; at most the last 20."""
    revisions = list(application.revisions.order_by("-sequence")[: SHOWN + 1])
    readers = Readers(application)
    earlier = [*revisions[1:], None][: len(revisions)]
    told = [
        Submission(
            newer.sequence,
            newer.created_at,
            changes(_of(older, application), _of(newer, application), masked=masked, readers=readers)
            if older
            else None,
        )
        for newer, older in zip(revisions, earlier, strict=True)
    ]
    return told[:SHOWN]


def last_of(application, *, masked: bool) -> Submission | None:
    """The submission that is read now, with what changed since the one before; None before the first."""
    newest = list(application.revisions.order_by("-sequence")[:2])
    if not newest:
        return None
    told = None
    if len(newest) > 1:
        told = changes(_of(newest[1], application), _of(newest[0], application), masked=masked)
    return Submission(newest[0].sequence, newest[0].created_at, told)


def since_last(application) -> list[SectionChange]:
    """What the applicant has saved since the last submission and not handed in; empty before the first."""
    last = application.revisions.order_by("-sequence").first()
    if last is None or not application.is_editable:
        return []
    return changes(_of(last, application), as_saved_now(application), masked=False)


def _of(revision, application) -> SubmissionRevision:
    """The revision with its application at hand, without asking for it again."""
    revision.application = application
    return revision


class _Pair:
    """Two submissions of one application, compared section by section."""

    def __init__(self, older, newer, masked, readers):
        self.older, self.newer, self.masked, self.readers = older, newer, masked, readers
        self.files = [_files(older), _files(newer)]

    def section(self, section) -> SectionChange:
        if section.many:
            return SectionChange(section, rows=tuple(self._rows(section)))
        before, after = (one.section(section.key, section.form.pii) for one in (self.older, self.newer))
        answers = self._fields(section, before, after)
        identity = self._identity() if section.shows_identity else ()
        return SectionChange(section, (*identity, *answers), pictures=self._pictures(section, ""))

    def _identity(self) -> tuple[FieldChange, ...]:
        before, after = (one.opened_identity(IDENTITY_SEALED) for one in (self.older, self.newer))
        shown = zip(before, masked_identity(before), masked_identity(after), strict=True)
        return tuple(
            FieldChange(label, old, new, note=HIDDEN if old == new else "")
            for name, (label, old), (_, new) in shown
            if before[name] != after[name]
        )

    def _fields(self, section, before, after) -> tuple[FieldChange, ...]:
        if before == after:
            return ()
        reader = self.readers[section.key]
        both = zip(reader.readable(before), reader.readable(after), strict=True)
        return tuple(
            self._field(reader, name, label, old, new)
            for (name, label, old), (_, _, new) in both
            if old != new and name not in reader.silent
        )

    def _field(self, reader, name, label, old, new) -> FieldChange:
        if name in reader.rich:
            parts = tuple(pieces(old, new))
            return FieldChange(label, pieces=parts, note="" if parts else ONLY_LOOKS)
        if not (self.masked and name in reader.pii):
            return FieldChange(label, old, new)
        starred = pii.mask(old, "text"), pii.mask(new, "text")
        return FieldChange(label, *starred, note=HIDDEN if starred[0] == starred[1] else "")

    def _rows(self, section):
        before, after = (
            dict(one.section_rows(section.key, section.form.pii)) for one in (self.older, self.newer)
        )
        moved = moved_among(list(before), list(after))
        for place, (row_id, answers) in enumerate(after.items(), 1):
            if row_id not in before:
                yield self._row(section, (NEW,), answers, place, self._fields(section, {}, answers))
                continue
            changed = self._fields(section, before[row_id], answers)
            pictures = self._pictures(section, row_id)
            what = (CHANGED,) * bool(changed or pictures) + (MOVED,) * (row_id in moved)
            if what:
                yield self._row(section, what, answers, place, changed, pictures)
        for place, (row_id, answers) in enumerate(before.items(), 1):
            if row_id not in after:
                yield self._row(section, (GONE,), answers, place)

    def _row(self, section, what, answers, place, fields=(), pictures=()) -> RowChange:
        title = row_words(self.readers[section.key], answers)[1]
        return RowChange(what, title, place, fields, pictures)

    def _pictures(self, section, row_id) -> tuple[PictureChange, ...]:
        pairs = ((code, *(files[code, row_id] for files in self.files)) for code in section.uploads)
        return tuple(_picture_change(code, old, new) for code, old, new in pairs if old != new)


def _picture_change(code, old, new) -> PictureChange:
    before, after = Counter(old), Counter(new)
    return PictureChange(upload_spec(code).label, (after - before).total(), (before - after).total())


def _files(revision) -> dict[tuple[str, str], list[str]]:
    """What the pictures are, by the digests of their bytes, in their order, by kind and row."""
    found = defaultdict(list)
    for file in revision.files:
        found[file["spec"], file["row"]].append(file["sha256"])
    return found
