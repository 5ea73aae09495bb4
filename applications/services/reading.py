"""The read-only view of an application: every section with its answers in words and its pictures."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import UUID

from applications import registry
from applications.services.answers import answers_of, saved
from applications.services.files import files_by_place
from applications.services.rows import rows_of
from applications.services.submission import IDENTITY_SEALED, identity_of
from core import pii
from core.row_list import row_words
from core.sections import Section
from core.uploads import upload_spec

IDENTITY_WORDS = (
    ("name", "姓名"),
    ("document_kind", "证件类型"),
    ("id_number", "证件号码"),
    ("sex", "性别"),
    ("birth_on", "出生年月"),
    ("mobile", "手机号码"),
)


@dataclass(frozen=True)
class ReadRow:
    """One row as it is read: what heads it, (label, text) pairs, pictures by kind, and its public id."""

    title: str
    facts: list
    pictures: list
    row_id: str = ""


@dataclass(frozen=True)
class ReadSection:
    """One section as it is read: (label, text) pairs, rich texts apart, pictures by kind, and its rows."""

    section: Section
    facts: list = field(default_factory=list)
    texts: list = field(default_factory=list)
    pictures: list = field(default_factory=list)
    rows: list[ReadRow] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """Where the answers to be read come from: what is saved now, or what was handed in."""

    answers: Callable[[Section], dict]
    rows: Callable[[Section], list[tuple[str, dict]]]
    identity: dict
    masked: bool
    in_full: bool = False


def masked_identity(identity: dict) -> list[tuple[str, str]]:
    """Who the applicant is, as (label, text): document number by its last four, birth by its month."""
    shown = {
        **identity,
        "id_number": pii.mask_id_number(identity["id_number"]),
        "mobile": pii.mask_mobile(identity["mobile"]),
        "birth_on": identity["birth_on"][:7],
    }
    return [(label, shown[name]) for name, label in IDENTITY_WORDS]


def full_identity(identity: dict) -> list[tuple[str, str]]:
    """Who the applicant is, as (label, text), with nothing left out: for the person's own papers."""
    return [(label, identity[name]) for name, label in IDENTITY_WORDS]


def read_own(application) -> list[ReadSection]:
    """详情 of the applicant: what is saved now, personal leaves in full, being the reader's own."""
    return _read(application, _saved_now(application))


def _saved_now(application) -> Source:
    answers, rows = answers_of(application), rows_of(application)
    return Source(
        answers=lambda section: saved(section, answers.get(section.key)),
        rows=lambda section: [
            (str(row.public_id), row.opened("data", section.form.pii)) for row in rows[section.key]
        ],
        identity=identity_of(application.applicant),
        masked=False,
    )


def read_saved(application, section) -> list[tuple[str, str]]:
    """What is saved in one section, for the applicant to read where it cannot be changed."""
    answers = saved(section, answers_of(application).get(section.key))
    return _words(section.form(subject=application), answers, masked=False)[0] if answers else []


def read_submitted(application) -> list[ReadSection]:
    """What employers and offices read: the last submission, personal leaves starred."""
    return _read(application, _handed_in(application))


def read_for_paper(application, *, is_own: bool, is_draft: bool) -> list[ReadSection]:
    """What a printed paper says: of a draft what is saved now, else the last submission.

    On the applicant's own papers nothing is starred, on those of the desks as on their screens.
    """
    source = _saved_now(application) if is_draft else _handed_in(application)
    return _read(application, replace(source, masked=not is_own, in_full=is_own))


def _handed_in(application) -> Source:
    revision = application.revisions.last()
    return Source(
        answers=lambda section: revision.section(section.key, section.form.pii),
        rows=lambda section: revision.section_rows(section.key, section.form.pii),
        identity=revision.opened_identity(IDENTITY_SEALED),
        masked=True,
    )


def _read(application, source) -> list[ReadSection]:
    files, kind = files_by_place(application), registry.kind(application.kind)
    found = [
        (_read_list if one.many else _read_single)(application, one, source, files) for one in kind.sections
    ]
    if kind.facts:
        found[0] = replace(found[0], facts=[*kind.facts(application), *found[0].facts])
    return found


def _read_single(application, section, source, files) -> ReadSection:
    reader = section.form(subject=application)
    facts, texts = _words(reader, source.answers(section), source.masked)
    if section.shows_identity:
        facts = (full_identity if source.in_full else masked_identity)(source.identity) + facts
    return ReadSection(section, facts, texts, _pictures(section, files, None))


def _read_list(application, section, source, files) -> ReadSection:
    handed_in = list(source.rows(section))
    if not handed_in:
        return ReadSection(section)
    reader, rows = section.form(subject=application).settled(), []
    for row_id, answers in handed_in:
        _, title, _ = row_words(reader, answers)
        facts, _ = _words(reader, answers, source.masked)
        pictures = [(spec, found) for spec, found in _pictures(section, files, UUID(row_id)) if found]
        rows.append(ReadRow(title, facts, pictures, row_id))
    return ReadSection(section, rows=rows)


def _pictures(section, files, row_id) -> list:
    return [(upload_spec(code), files.get((code, row_id), [])) for code in section.uploads]


def _words(reader, answers, masked):
    facts, texts = [], []
    for name, label, text in reader.readable(answers):
        if name in reader.rich:
            texts.append((label, text))
        elif name not in reader.silent:
            hidden = masked and name in reader.pii
            facts.append((label, pii.mask(text, "text") if hidden else text))
    return facts, texts
