"""The read-only view of an application: every section with its answers in words and its pictures."""

from dataclasses import dataclass, field

from applications import registry
from applications.services.answers import answers_of, saved
from applications.services.files import files_by_spec
from applications.services.submission import IDENTITY_SEALED, identity_of
from core import pii
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
class ReadSection:
    """One section as it is read: (label, text) pairs, rich texts apart, and pictures by kind."""

    section: Section
    facts: list
    texts: list = field(default_factory=list)
    pictures: list = field(default_factory=list)


def masked_identity(identity: dict) -> list[tuple[str, str]]:
    """Who the applicant is, as (label, text): document number by its last four, birth by its month."""
    shown = {
        **identity,
        "id_number": pii.mask_id_number(identity["id_number"]),
        "mobile": pii.mask_mobile(identity["mobile"]),
        "birth_on": identity["birth_on"][:7],
    }
    return [(label, shown[name]) for name, label in IDENTITY_WORDS]


def read_own(application) -> list[ReadSection]:
    """详情 of the applicant: what is saved now, personal leaves in full, being the reader's own."""
    answers = answers_of(application)
    return _read(
        application,
        lambda section: saved(section, answers.get(section.key)),
        identity_of(application.applicant),
        masked=False,
    )


def read_submitted(application) -> list[ReadSection]:
    """What employers and offices read: the last submission, personal leaves starred."""
    revision = application.revisions.last()
    return _read(
        application,
        lambda section: revision.section(section.key, section.form.pii),
        revision.opened_identity(IDENTITY_SEALED),
        masked=True,
    )


def _read(application, answers_for, identity, *, masked) -> list[ReadSection]:
    files = files_by_spec(application)
    sections = []
    for section in registry.kind(application.kind).sections:
        facts, texts = _words(section, answers_for(section), application, masked)
        if section.shows_identity:
            facts = masked_identity(identity) + facts
        pictures = [(upload_spec(code), files.get(code, [])) for code in section.uploads]
        sections.append(ReadSection(section, facts, texts, pictures))
    return sections


def _words(section, answers, application, masked):
    facts, texts = [], []
    for name, label, text in section.form(subject=application).readable(answers):
        if name in section.form.rich:
            texts.append((label, text))
        elif name not in section.form.silent:
            hidden = masked and name in section.form.pii
            facts.append((label, pii.mask(text, "text") if hidden else text))
    return facts, texts
