"""单位公示 of an employer: who is to be shown, what hangs, what was objected, what is over."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.enums import UnitRight
from accounts.services import unit_rights
from applications.enums import ApplicationState
from applications.models import EmployerNotice, EmployerNoticeEntry, EmployerObjection
from applications.notice_enums import NoticeState
from applications.plan_enums import PlanStage
from applications.services import employer_notices
from applications.services.employer_showing import showing_of
from core.tables import Page, Tab, counted, paginate

PER_PAGE = 50
WAITING, RUN, OBJECTION, CLOSED = "waiting", "running", "objection", "closed"
TABS = {WAITING: "待公示", RUN: "公示中", OBJECTION: "异议待处理", CLOSED: "已结束"}
TOO_LATE = "公示到 {until} 才期满，而这个计划的单位审核 {closes} 截止，请先联系{office}。"


def visible_to(actor) -> QuerySet:
    """The notices of the employer the person acts for, with how many are on them."""
    notices = EmployerNotice.objects.filter(employer=actor.employer_id).select_related("plan")
    return notices.annotate(people=Count("entries", filter=Q(entries__taken_off_at=None)))


def may_publish(actor) -> bool:
    """Whether the person begins, takes down and ends notices of the employer."""
    return unit_rights.holds(actor, UnitRight.REVIEW)


def tab_of(params) -> str:
    """The view the address asks for."""
    asked = params.get("tab")
    return asked if asked in TABS else WAITING


def tabs(actor, current: str) -> list[Tab]:
    """The views; those that wait for somebody are counted."""
    waiting = {WAITING: to_be_shown(actor), OBJECTION: _of_tab(actor, OBJECTION)}
    return [
        Tab(label, f"?tab={key}", key == current, counted(waiting[key]) if key in waiting else None)
        for key, label in TABS.items()
    ]


def to_be_shown(actor) -> QuerySet:
    """The people whose recommendation waits for a notice."""
    return employer_notices.to_be_shown(actor.employer_id)


def people_page(actor, cursor: str | None) -> Page:
    """One page of them, the longest waiting first."""
    rows = to_be_shown(actor).select_related("plan__committee", "series", "office")
    return paginate(rows, order=("submitted_at",), cursor=cursor, per_page=PER_PAGE)


def notices_page(actor, tab: str, cursor: str | None) -> Page:
    """One page of a view of notices, newest first."""
    return paginate(_of_tab(actor, tab), order=("-starts_on",), cursor=cursor, per_page=PER_PAGE)


def _of_tab(actor, tab: str) -> QuerySet:
    notices = visible_to(actor)
    match tab:
        case "running":
            return notices.filter(state=NoticeState.OPEN)
        case "objection":
            waiting = EmployerObjection.objects.filter(entry__notice=OuterRef("pk"), decided_at=None)
            return notices.filter(Exists(waiting))
    return notices.exclude(state=NoticeState.OPEN)


def entries_of(notice) -> QuerySet:
    """Everybody who is or was on a notice."""
    return notice.entries.select_related("application__series").order_by("pk")


def objections_of(notice) -> QuerySet:
    """Every objection against somebody on it."""
    objections = EmployerObjection.objects.filter(entry__notice=notice)
    return objections.select_related("entry__application", "recorded_by", "decided_by")


def too_late(notice) -> str:
    """What to say where 单位审核 of the plan ends before the notice does; empty where it does not."""
    closes = notice.plan and notice.plan.last_day(PlanStage.EMPLOYER)
    if not closes or notice.ends_on < closes:
        return ""
    office = notice.plan.office.short_name
    return TOO_LATE.format(until=notice.last_day, closes=f"{closes:%Y-%m-%d}", office=office)


@dataclass(frozen=True)
class ShowingCard:
    """What the desk of a case says of its notice: the latest there was, and why it bars, if it does.

    `is_own` tells whether the person looks from the employer that shows it.
    """

    latest: EmployerNoticeEntry | None
    objections: list[EmployerObjection]
    bars: str
    is_own: bool


def card_of(application, actor) -> ShowingCard | None:
    """The card of a case whose kind asks for a notice; None for the other kinds."""
    if application.kind not in employer_notices.kinds_shown():
        return None
    latest = application.employer_entries.select_related("notice").last()
    waits = application.state == ApplicationState.EMPLOYER_REVIEW
    return ShowingCard(
        latest,
        list(latest.objections.all()) if latest else [],
        showing_of(application).refusal if waits else "",
        actor.employer_id is not None and actor.employer_id == application.employer_id,
    )
