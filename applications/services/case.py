"""What 体检 looks at: one application read once, in a constant number of statements."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from accounts.services.flags import is_blocked
from applications import registry
from applications.enums import ApplicationState
from applications.models import Application
from applications.services.answers import saved
from applications.services.checkup_rows import Rows, rows_as_saved, rows_as_submitted
from applications.services.completeness import Blocker, report
from applications.services.contents import contents_of
from applications.services.files import OWNER, files_of
from applications.services.mending import Comparison
from applications.services.return_scope import items_in_force
from applications.services.submission import IDENTITY_SEALED, identity_of
from certificates.enums import CertificateState
from core.models import StoredFile
from core.sections import Section
from core.uploads import upload_spec


@dataclass(frozen=True)
class Place:
    """Somewhere a rule looks: the facts it judges, and where a person mends what is wrong there.

    `anchor` is an id on the page of the section, `detail` says in words what is meant.
    """

    facts: dict
    section_key: str = ""
    anchor: str = ""
    row_id: UUID | None = None
    detail: str = ""


@dataclass(frozen=True)
class Entry:
    """What was answered once: a section that is asked once, or one row of a list (`number` from 1)."""

    section_key: str
    answers: dict
    row_id: UUID | None = None
    number: int = 0

    def get(self, name: str):
        """One answer; what is empty or not asked is an empty text."""
        return self.answers.get(name) or ""

    def at(self, facts: dict, field_name: str = "", detail: str = "") -> Place:
        """The place of one question of this entry."""
        anchor = f"row-{self.row_id}" if self.row_id else f"id_{field_name}" if field_name else ""
        words = "：".join(filter(None, (f"第 {self.number} 行" if self.number else "", detail)))
        return Place(facts, self.section_key, anchor, self.row_id, words)


@dataclass(frozen=True)
class Case:
    """One application as the rules see it: plain answers, pictures, and what else the person has.

    `others` are the person's other applications as dictionaries, `held` (series, level, how acquired) of what
    they have, `barred` why they may not apply at all, `certificates` the state in words of each certificate
    of theirs by its public id, `copied` the checksums that somebody else handed in too. Of each section
    `gaps` holds what it lacks for its tick and `faults` what the forms of today say against it; `unchanged`
    says of each section that was complained about and saved since whether it is still as it was.
    """

    application: Application
    sections: tuple[Section, ...]
    entries: dict[str, list[Entry]]
    pictures: list[StoredFile]
    identity: dict
    today: datetime.date
    others: list[dict] = field(default_factory=list)
    held: list[tuple] = field(default_factory=list)
    certificates: dict[str, str] = field(default_factory=dict)
    copied: frozenset[str] = frozenset()
    barred: str = ""
    gaps: dict[str, tuple[Blocker, ...]] = field(default_factory=dict)
    faults: dict[str, tuple[Blocker, ...]] = field(default_factory=dict)
    unchanged: dict[str, bool] = field(default_factory=dict)

    def of(self, *keys: str) -> Iterator[Entry]:
        """What was answered in these sections."""
        for key in keys:
            yield from self.entries.get(key, ())

    def asks(self, key: str) -> bool:
        """Whether the kind has this section."""
        return any(section.key == key for section in self.sections)

    def section_of(self, file) -> Section | None:
        """The section that asks for the kind of this file."""
        return next((one for one in self.sections if file.spec_code in one.uploads), None)

    def scans_of(self, entry: Entry) -> int:
        """How many pictures a row has."""
        return sum(file.row_id == entry.row_id for file in self.pictures)

    def picture(self, file, facts: dict) -> Place:
        """The place of one picture."""
        section = self.section_of(file)
        anchor = f"row-{file.row_id}" if file.row_id else f"files-{file.spec_code}"
        return Place(facts, section.key if section else "", anchor, file.row_id, picture_words(file))

    @property
    def today_words(self) -> str:
        """Today as YYYY-MM-DD."""
        return self.today.isoformat()


def picture_words(file) -> str:
    """毕业证书第 2 张."""
    return f"{upload_spec(file.spec_code).label}第 {file.position + 1} 张"


def case_as_saved(application) -> Case:
    """What the applicant has now: everything that is saved, judged by the forms of today."""
    contents = contents_of(application)
    answers, rows = contents.answers, rows_as_saved(application, contents.rows)
    sections = registry.kind(application.kind).sections
    plain = {one.key: saved(one, answers[one.key]) for one in sections if is_saved(answers.get(one.key))}
    statuses = report(application, contents)
    gaps = {status.section.key: status.gaps for status in statuses}
    return Case(
        **_common(application, sections, contents.pictures),
        entries=_entries(sections, plain, rows),
        identity=identity_of(application.applicant) | {"email": application.applicant.email},
        gaps=gaps,
        faults={status.section.key: status.faults for status in statuses},
        unchanged=_unchanged(application, contents, gaps),
    )


def case_as_submitted(application) -> Case:
    """What employers and offices have: the last submission."""
    revision = application.revisions.last()
    sections = registry.kind(application.kind).sections
    plain = {one.key: revision.section(one.key, one.form.pii) for one in sections}
    return Case(
        **_common(application, sections, list(files_of(application))),
        entries=_entries(sections, plain, rows_as_submitted(revision)),
        identity=revision.opened_identity(IDENTITY_SEALED),
        copied=_copied(application),
    )


def is_saved(answer) -> bool:
    """Whether 保存 ever accepted this section."""
    return answer is not None and answer.saved_at is not None


def _entries(sections, plain: dict[str, dict], rows: Rows) -> dict[str, list[Entry]]:
    found = {}
    for section in sections:
        key = section.key
        if section.many:
            found[key] = [
                Entry(key, row, UUID(row_id), n) for n, (row_id, row) in enumerate(rows.get(key, ()), 1)
            ]
        elif key in plain:
            found[key] = [Entry(key, plain[key])]
    return found


def _common(application, sections, pictures) -> dict:
    mine = application.applicant.applications.all()
    others = [one for one in mine if one.pk != application.pk and one.state != ApplicationState.DELETED]
    certificates = application.applicant.certificates.all()
    return {
        "application": application,
        "sections": sections,
        "pictures": pictures,
        "barred": is_blocked(application.applicant, application.kind),
        "today": timezone.localdate(),
        "others": [
            {
                "kind": one.kind,
                "state": one.state,
                "series": one.series_id,
                "level": one.level,
                "application_year": one.application_year,
            }
            for one in others
        ],
        "held": [
            (one.series_id, one.level, one.acquisition_method)
            for one in certificates
            if one.state not in CertificateState.gone
        ],
        "certificates": {str(one.public_id): one.get_state_display() for one in certificates},
    }


def _unchanged(application, contents, gaps) -> dict[str, bool]:
    """For each section that was complained about as a whole and saved since, without a reason for leaving
    it: whether it is still as it was handed in."""
    flagged = application.flagged_sections if application.state in ApplicationState.returned_to else ()
    items = items_in_force(application) if flagged else []
    spoken_for = {item.section_key for item in items if item.answer or item.is_narrow}
    mended = [key for key in flagged if all(gap.anchor for gap in gaps.get(key, ()))]
    comparison = Comparison(application, contents)
    return {key: not comparison.section_changed(key) for key in mended if key not in spoken_for}


def _copied(application) -> frozenset[str]:
    """Checksums of this application's pictures that another person's application holds too."""
    mine = Application.objects.filter(applicant=application.applicant_id).values("public_id")
    sums = files_of(application).values("sha256")
    theirs = StoredFile.objects.filter(owner_kind=OWNER, sha256__in=sums).exclude(owner_id__in=mine)
    return frozenset(theirs.values_list("sha256", flat=True))
