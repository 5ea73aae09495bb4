"""督办: a case that lies longer than promised is told to those who answer for the desk, then to those above.

Each step is made once in one turn of a desk; whoever runs the job late makes all that are due. Working days
are those of the calendar: in a year that is not published nothing is late. Source: E10 (SLA escalation).
"""

from collections import defaultdict

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.enums import Role
from accounts.models import Employer, TitleOffice
from accounts.services.alerts import staff_of, tell_everywhere
from applications.enums import ApplicationState as S
from applications.models import Application, Escalation, EscalationStep
from applications.models.queue_indexes import HANDED_IN, RUNNING
from applications.services.sla_borders import Borders
from core import audit

NAMED = 5
EVENTS = {EscalationStep.HOUSE: "overdue_here", EscalationStep.SUPERIOR: "overdue_below"}
RESPONSIBLE = {Employer: (Role.OWNER,), TitleOffice: (Role.ADMIN,)}


def escalate_due(limit: int = 2000) -> int:
    """Make every step that is due; returns how many. Safe to repeat and to be late with."""
    borders = Borders()
    return sum(_escalate_step(step, borders, limit) for step in EscalationStep)


def escalated(applications) -> dict[int, str]:
    """How far each was escalated in its present turn, in words, by primary key."""
    turns = {one.pk: one.turn_began_at for one in applications if one.state in S.with_staff}
    if not turns:
        return {}
    rows = Escalation.objects.filter(application__in=turns).order_by("pk")
    return {
        row.application_id: row.get_step_display()
        for row in rows
        if row.turn_began_at == turns[row.application_id]
    }


def _escalate_step(step: str, borders: Borders, limit: int) -> int:
    waiting = _due(step, borders).with_names().order_by("turn_began_at", "pk")[:limit]
    desks = defaultdict(list)
    for one in waiting:
        house = house_of(one)
        # An employer answers for each case to the office that one is meant for.
        answers = step == EscalationStep.SUPERIOR and isinstance(house, Employer)
        desks[house, one.office if answers else None].append(one.pk)
    return sum(_escalate(step, house, found, borders) for (house, _), found in desks.items())


def _due(step: str, borders: Borders):
    """Late by so much, and not taken this step in the present turn."""
    more = settings.ESCALATION_WORKING_DAYS[step]
    told = Escalation.objects.filter(
        application=OuterRef("pk"), turn_began_at=OuterRef("turn_began_at"), step=step
    )
    late = Application.objects.filter(HANDED_IN, RUNNING, borders.overdue(more))
    return late.exclude(Exists(told))


@transaction.atomic
def _escalate(step: str, house, found: list[int], borders: Borders) -> int:
    """One step for the late cases of one desk: they are locked, looked at again, and told together."""
    rows = Application.objects.filter(pk__in=found).order_by("pk")
    locked = [one.pk for one in rows.select_for_update(of=("self",), skip_locked=True)]
    late = list(_due(step, borders).filter(pk__in=locked).order_by("turn_began_at", "pk"))
    if not late:
        return 0
    Escalation.objects.bulk_create(
        Escalation(application=one, turn_began_at=one.turn_began_at, step=step) for one in late
    )
    for one in late:
        audit.record("applications.escalated", subject=one, actor=None, step=step)
    _tell(step, house, late)
    return len(late)


def _tell(step: str, house, late) -> None:
    above = house if step == EscalationStep.HOUSE else _above(house, late[0])
    if above is None:
        return
    numbers = "、".join(one.number for one in late[:NAMED])
    context = {"house": house.name, "count": str(len(late)), "numbers": numbers}
    page = "employer_application_list" if isinstance(above, Employer) else "office_application_list"
    for user in staff_of(above, *RESPONSIBLE[type(above)]):
        tell_everywhere(user, EVENTS[EscalationStep(step)], context=context, url_name=f"admin_portal:{page}")


def house_of(application) -> Employer | TitleOffice:
    """The employer or the office with whom a case lies."""
    if application.state == S.EMPLOYER_REVIEW:
        return application.employer
    if application.state == S.AUTHORITY_REVIEW:
        return application.house_above
    return application.office


def _above(house, application) -> TitleOffice | None:
    """Whom they answer to: an employer to the office it reports to, an office to the next above it."""
    if isinstance(house, Employer):
        return application.office
    above = house.parent
    while above is not None and not above.is_active:
        above = above.parent
    return above
