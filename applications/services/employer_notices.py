"""单位公示 as a whole: begun for many at once, taken down, and ended by the calendar.

Nothing waits for the job that ends notices: who recommends is judged by the day (`employer_showing`).
Sources: decision E0; 职称评审管理暂行规定 (人社部令第 40 号): 5 working days, the start day not counted.
"""

from itertools import groupby

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.enums import UnitRight
from accounts.services import unit_rights
from accounts.services.alerts import staff_of, tell_everywhere
from applications import registry
from applications.models import (
    Application,
    EmployerNotice,
    EmployerNoticeEntry,
    EmployerObjection,
    SubmissionRevision,
)
from applications.notice_enums import NoticeState
from applications.promises import notice_days
from applications.services.transitions import perform
from catalogue import working_days
from catalogue.working_days import add_working_days
from core import audit
from core.errors import Refused
from core.workflow import NotAllowed

BEGIN, TAKE_OFF = "begin_notice", "take_off_notice"
MOST = 200
NOBODY = "请先勾选要公示的申报人。只有待单位审核、需要公示的申报才能公示。"
TOO_MANY = f"一次最多公示 {MOST} 人，请分几次办理。"
ONE_REFUSED = "{name}（{number}）：{sentence}"
RUNNING_STILL = "公示至 {day} 止，还没有期满，不能结束。"
NOT_HANGING = "这份公示已经结束或撤回，不能再撤回。"
NOT_YOURS = "这份公示由发布公示的单位办理。"
HANDLE_FIRST = "有 {count} 条异议还没有处理，请先处理，再撤回公示。"


def kinds_shown() -> list[str]:
    """The kinds whose people are shown before they are recommended: those whose road has the move."""
    return [kind.code for kind in registry.kinds() if kind.shows_people]


def to_be_shown(employer_id) -> QuerySet:
    """The cases that lie with an employer and need a notice: none speaks of them as they are."""
    waiting = Application.objects.awaiting_employer(employer_id).filter(kind__in=kinds_shown())
    newest = SubmissionRevision.objects.filter(application=OuterRef("pk")).order_by("-sequence")
    speaking = EmployerNoticeEntry.objects.filter(
        application=OuterRef("pk"),
        notice__employer=employer_id,
        sequence=OuterRef("submission"),
        taken_off_at=None,
    )
    return waiting.alias(submission=Subquery(newest.values("sequence")[:1])).exclude(Exists(speaking))


@transaction.atomic
def begin(chosen, *, place: str, contact: str, actor) -> list[EmployerNotice]:
    """Show the chosen people of the employer from today, on one notice for each kind and plan.

    Args:
        chosen: primary keys of applications; those that do not lie with the employer are left out.
        place, contact: where it hangs and who takes objections, as printed on it.

    Raises:
        Refused: no right to it, nobody or more than 200 chosen, or one cannot be shown; then nobody is.
    """
    unit_rights.require(actor, UnitRight.REVIEW)
    ours = Application.objects.awaiting_employer(actor.employer_id).filter(
        pk__in=chosen, kind__in=kinds_shown()
    )
    found = list(ours.select_for_update(of=("self",)).order_by("pk")[: MOST + 1])
    if not found:
        raise Refused(NOBODY)
    if len(found) > MOST:
        raise Refused(TOO_MANY)
    together = sorted(found, key=lambda one: (one.kind, one.plan_id or 0, one.pk))
    return [
        _begin(list(people), place=place, contact=contact, actor=actor)
        for _, people in groupby(together, key=lambda one: (one.kind, one.plan_id))
    ]


def _begin(people, *, place, contact, actor) -> EmployerNotice:
    today, days = timezone.localdate(), notice_days()
    working_days.hold()
    last = add_working_days(today, days)
    first = people[0]
    notice = EmployerNotice.objects.create(
        employer=first.employer,
        kind=first.kind,
        plan=first.plan,
        title=_title_of(first),
        place=place,
        contact=contact,
        starts_on=today,
        working_days=days,
        ends_on=last.on,
        is_estimate=last.is_estimate,
        begun_by=actor.user,
    )
    for application in people:
        _show(application, notice, actor)
    audit.record(
        "applications.employer_notice_begun",
        subject=notice,
        actor=actor,
        count=len(people),
        until=notice.ends_on.isoformat(),
    )
    return notice


def _title_of(application) -> str:
    about = f" {application.plan}" if application.plan else application.get_kind_display()
    return f"{application.employer.name}关于{about}申报人员的公示"


def _show(application, notice, actor) -> None:
    try:
        perform(application, BEGIN, actor=actor, data={"notice": notice.pk})
    except Refused as refusal:
        told = {"name": application.applicant_name, "number": application.number, "sentence": refusal}
        raise Refused(ONE_REFUSED.format(**told)) from None


@transaction.atomic
def take_down(notice: EmployerNotice, *, reason: str, actor) -> EmployerNotice:
    """撤回 a notice that hangs: everybody on it is taken off; the second time does nothing.

    Raises:
        NotAllowed: another employer's. Refused: no right to it, its days are over, or an objection waits.
    """
    _check_right(notice, actor)
    if notice.was_withdrawn:
        return notice
    if not notice.is_open or notice.last_day.is_over():
        raise Refused(NOT_HANGING)
    waiting = EmployerObjection.objects.filter(entry__notice=notice, decided_at=None).count()
    if waiting:
        raise Refused(HANDLE_FIRST.format(count=waiting))
    for entry in notice.entries.filter(taken_off_at=None).select_related("application").order_by("pk"):
        perform(entry.application, TAKE_OFF, actor=actor, data={"opinion": reason})
    audit.record("applications.employer_notice_taken_down", subject=notice, actor=actor)
    notice.refresh_from_db()
    return notice


@transaction.atomic
def end(notice: EmployerNotice, *, actor) -> EmployerNotice:
    """Close a notice whose days are over, by the job (`actor` None) or by hand; the second time does nothing.

    Raises:
        NotAllowed: another employer's. Refused: no right to it, or the days are not over.
    """
    if actor is not None:
        _check_right(notice, actor)
    found = EmployerNotice.objects.select_for_update(of=("self",)).select_related("employer")
    locked = found.get(pk=notice.pk)
    if not locked.is_open:
        return locked
    if not locked.last_day.is_over():
        raise Refused(RUNNING_STILL.format(day=locked.last_day))
    locked.state, locked.closed_at = NoticeState.ENDED, timezone.now()
    locked.save(update_fields=["state", "closed_at"])
    audit.record("applications.employer_notice_ended", subject=locked, actor=actor)
    for user in staff_of(locked.employer):
        tell_everywhere(
            user,
            "employer_notice_over",
            context={"title": locked.title},
            url_name="admin_portal:employer_notice_detail",
            url_args=[str(locked.public_id)],
        )
    return locked


def _check_right(notice, actor) -> None:
    if actor.employer_id != notice.employer_id:
        raise NotAllowed(NOT_YOURS)
    unit_rights.require(actor, UnitRight.REVIEW)


def end_due() -> int:
    """End the notices whose days are over; returns how many. Safe to repeat and to be late with."""
    due = EmployerNotice.objects.over(timezone.localdate()).order_by("ends_on", "pk")
    return len([end(notice, actor=None) for notice in due])
