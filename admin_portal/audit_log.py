"""操作日志 as an auditor reads it: which entries, found by what, and in whose words."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.actors import Capacity
from accounts.models import Employer, TitleOffice, User
from accounts.services.jurisdiction import decide, jurisdiction
from applications.models import Application
from certificates.models import Certificate
from core import audit
from core.models import AuditEntry
from core.tables import Page, paginate

ACT = "read_audit"
PER_PAGE = 50
STAFF = (Capacity.EMPLOYER, Capacity.TITLE_OFFICE)
CAPACITIES = {**dict(Capacity.choices), audit.SYSTEM: "系统"}
# What a row is called, by its kind: the table that holds it, the column people know it by, and the noun.
NAMED = {
    "accounts.user": (User, "name", "账户"),
    "accounts.employer": (Employer, "name", "单位"),
    "accounts.titleoffice": (TitleOffice, "name", "职改办"),
    "applications.application": (Application, "number", "申报"),
    "certificates.certificate": (Certificate, "certificate_number", "证书"),
}


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    entry: AuditEntry
    sentence: str
    person: str
    capacity: str
    subject: str
    details: list[tuple[str, object]]


def may_read(actor) -> bool:
    """Whether the acting person may open the log at all."""
    return bool(actor.office and decide(actor, ACT, item_office=actor.office))


def visible_entries(actor) -> QuerySet[AuditEntry]:
    """What the acting person may read: the root office everything, others what staff in their branch did."""
    if not may_read(actor):
        return AuditEntry.objects.none()
    if actor.office.parent_id is None:
        return AuditEntry.objects.all()
    people = people_of(jurisdiction(actor, ACT))
    return AuditEntry.objects.filter(actor_id__in=people.values("public_id"), capacity__in=STAFF)


def people_of(offices) -> QuerySet[User]:
    """Everybody who serves or served one of these offices, or an employer that reports to one."""
    served = Q(memberships__office__in=offices) | Q(memberships__employer__office__in=offices)
    return User.objects.filter(served)


def entries_about(kind: str, public_id, actor) -> QuerySet[AuditEntry]:
    """Everything that was done to one row, by whomever, if the row itself is open to the acting person."""
    about = AuditEntry.objects.filter(subject_kind=kind, subject_id=public_id)
    is_open = {
        "applications.application": Application.objects.visible_to(actor),
        "accounts.employer": Employer.objects.filter(office__in=jurisdiction(actor, ACT)),
        "accounts.user": people_of(jurisdiction(actor, ACT)),
    }.get(kind)
    if is_open is not None and is_open.filter(public_id=public_id).exists():
        return about
    return about & visible_entries(actor)


def read_page(entries: QuerySet[AuditEntry], cursor: str | None) -> Page:
    """One page of entries in words, newest first."""
    page = paginate(entries, order=("-id",), cursor=cursor, per_page=PER_PAGE)
    return Page(in_words(page.rows), page.next_cursor, page.prev_cursor, page.total_estimate)


def in_words(entries) -> list[Line]:
    """Entries with the names of the people and rows they speak of, in one statement per kind of row."""
    people = _names(User, "name", {entry.actor_id for entry in entries})
    subjects = {
        kind: _names(model, column, {entry.subject_id for entry in entries if entry.subject_kind == kind})
        for kind, (model, column, _noun) in NAMED.items()
    }
    return [_line(entry, people, subjects) for entry in entries]


def _names(model, column: str, public_ids: set) -> dict:
    wanted = public_ids - {None}
    if not wanted:
        return {}
    return dict(model.objects.filter(public_id__in=wanted).values_list("public_id", column))


def _line(entry: AuditEntry, people: dict, subjects: dict) -> Line:
    noun = NAMED[entry.subject_kind][2] if entry.subject_kind in NAMED else ""
    name = subjects.get(entry.subject_kind, {}).get(entry.subject_id, "")
    return Line(
        entry=entry,
        sentence=audit.sentence_of(entry),
        person=people.get(entry.actor_id, "—" if entry.actor_id else ""),
        capacity=CAPACITIES.get(entry.capacity, entry.capacity),
        subject=f"{noun} {name}".strip(),
        details=[(key, audit.value_in_words(entry.event, key, value)) for key, value in entry.data.items()],
    )
