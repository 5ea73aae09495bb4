"""The page of one employer: data, licence, history, the changes it asks for, and what may be done."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.enums import EmployerState
from accounts.models import AccountMove, Employer, EmployerChange, Membership
from accounts.services.employer_files import licences_of, licences_of_change
from accounts.services.employer_merge import doubles_of
from accounts.services.employer_rights import is_admin_above, is_its_office
from accounts.services.employer_road import CHANGE_ROAD, EMPLOYER_ROAD, PROMISED_DAYS
from admin_portal.desk import Attempt, DeskMove, road_moves
from admin_portal.pictures import Picture
from admin_portal.sla import Sla, sla_since

MERGE = "merge"
# Made on pages of their own.
ELSEWHERE = (MERGE, "resubmit", "withdraw")
CHANGES_SHOWN = 5
MOVE_PAGE, CHANGE_PAGE = "admin_portal:employer_transition", "admin_portal:employer_change_transition"


@dataclass(frozen=True)
class EmployerDesk:
    """Everything the office's page of one employer shows."""

    employer: Employer
    sla: Sla | None
    facts: list[tuple[str, str]]
    pictures: list[Picture]
    moves: list[DeskMove]
    change: EmployerChange | None
    change_moves: list[DeskMove]
    change_sla: Sla | None
    changes: list[EmployerChange]
    history: list[AccountMove]
    doubles: list[Employer]
    staff: list[Membership]
    people: int
    merge_url: str
    may_reveal: bool


def employer_desk(employer, actor, *, attempt: Attempt | None = None, change_attempt=None) -> EmployerDesk:
    """Put the page of `employer` together; an attempt keeps what was typed into one of the moves."""
    change = pending_change(employer)
    waits = employer.state == EmployerState.PENDING
    return EmployerDesk(
        employer=employer,
        sla=sla_since(employer.turn_began_at, PROMISED_DAYS) if waits else None,
        facts=facts_of(employer),
        pictures=pictures_of(employer, change),
        moves=road_moves(
            EMPLOYER_ROAD, employer, actor, attempt=attempt, url_name=MOVE_PAGE, elsewhere=ELSEWHERE
        ),
        change=change,
        change_moves=_change_moves(change, actor, change_attempt),
        change_sla=sla_since(change.turn_began_at, PROMISED_DAYS) if change else None,
        changes=list(employer.changes.exclude(state="pending")[:CHANGES_SHOWN]),
        history=list(employer.history),
        doubles=list(doubles_of(employer, actor=actor)),
        staff=staff_of(employer),
        people=employer.people.count(),
        merge_url=_merge_url(employer, actor),
        may_reveal=bool(employer.contact_mobile or employer.contact_email) and is_its_office(actor, employer),
    )


def pending_change(employer) -> EmployerChange | None:
    """The change that waits for the office, if there is one."""
    return employer.changes.filter(state="pending").first()


def staff_of(employer) -> list[Membership]:
    """Everybody who serves the employer today."""
    serving = Membership.objects.current().filter(employer=employer)
    return list(serving.select_related("user").order_by("from_on", "pk"))


def facts_of(employer) -> list[tuple[str, str]]:
    """(label, value) of what does not identify a person; what is empty reads so."""
    rows = (
        ("统一社会信用代码", employer.usci),
        ("法定代表人（负责人）", employer.legal_person),
        ("单位性质", employer.nature),
        ("单位级别", employer.unit_level),
        ("行业", employer.get_industry_display()),
        ("所在地区", employer.region),
        ("单位地址", employer.address),
        ("主管单位", employer.superior),
        ("所属职改办", employer.office.name),
        ("办公电话", employer.phone),
        ("经办人", employer.contact_name),
    )
    return [(label, str(value) if value else "—") for label, value in rows]


def pictures_of(employer, change=None) -> list[Picture]:
    """The scans of the licence for the viewer, the newest on the stage; those of a change come last."""
    named = [(file, f"登记证照（{file.created_at:%Y-%m-%d}）") for file in licences_of(employer)]
    if change:
        named += [(file, "变更后的证照") for file in licences_of_change(change)]
    return [
        Picture(
            url=reverse("core:file_open", args=[file.public_id]),
            name=name,
            is_current=place == len(named),
            select_url=reverse("core:file_open", args=[file.public_id]),
        )
        for place, (file, name) in enumerate(named, start=1)
    ]


def _change_moves(change, actor, attempt) -> list[DeskMove]:
    if change is None:
        return []
    return road_moves(CHANGE_ROAD, change, actor, attempt=attempt, url_name=CHANGE_PAGE, elsewhere=ELSEWHERE)


def _merge_url(employer, actor) -> str:
    open_to = employer.state != EmployerState.MERGED and is_admin_above(actor, employer)
    return reverse("admin_portal:employer_merge", args=[employer.public_id]) if open_to else ""
