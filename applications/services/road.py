"""Where an application stands: step bar, clock 现在轮到谁, and the table of 进度."""

from dataclasses import dataclass

from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState as S
from applications.promises import promised_days
from applications.services.employer_showing import showing_of
from catalogue.working_days import add_working_days, working_days_until

FOR_DAYS = "等待公示期满"
WAITS_FOR_DAYS = (S.LOSS_NOTICE, S.PUBLIC_NOTICE)
WITH_DESKS = tuple(
    state for state in (*S.with_staff, *S.with_committee, S.LOSS_OBJECTION) if state not in WAITS_FOR_DAYS
)
DONE, NOW, TODO = "done", "now", "todo"
FINISHED, RUNNING = "已办结", "办理中"
STATION = {
    S.DRAFT: 0,
    S.RETURNED: 0,
    S.DELETED: 0,
    S.GIVEN_UP: 0,
    S.LAPSED: 0,
    S.EMPLOYER_REVIEW: 1,
    S.AUTHORITY_REVIEW: 1,
    S.REJECTED_BY_EMPLOYER: 1,
    S.OFFICE_REVIEW: 2,
    S.REJECTED_BY_OFFICE: 2,
    S.AWAITING_PAYMENT: 2,
    S.PAYMENT_EXPIRED: 2,
    S.PRELIMINARY_PASSED: 3,
    S.APPROVED: 3,
    S.ADMITTED: 4,
    S.GROUPED: 4,
    S.PASSED: 5,
    S.FAILED: 4,
    S.PUBLIC_NOTICE: 5,
    S.OBJECTION: 5,
    S.DECREED: 5,
}
ENDED_HERE = {S.GIVEN_UP: "已撤销", S.LAPSED: "视为放弃"}
PENDING = {
    S.LOSS_NOTICE: "遗失公示",
    S.LOSS_OBJECTION: "异议处理",
    S.EMPLOYER_REVIEW: "单位审核",
    S.AUTHORITY_REVIEW: "主管单位审核",
    S.OFFICE_REVIEW: "职改办审核",
    S.AWAITING_PAYMENT: "缴费",
    S.ADMITTED: "评审分组",
    S.GROUPED: "评审",
    S.PASSED: "结果公示",
    S.PUBLIC_NOTICE: "结果公示",
    S.OBJECTION: "异议处理",
    S.DECREED: "批准",
}


@dataclass(frozen=True)
class Step:
    """One circle of the step bar."""

    label: str
    state: str
    small: str = ""


@dataclass(frozen=True)
class Clock:
    """Whose turn it is, and how long they have taken of what they promised; None where unknown.

    `place` is that in the line of the desk and `average` the working days of its batch, both in words and
    empty where unknown; `is_paused` while the applicant has it, `escalated` in words once it is late.
    """

    who: str
    used: int | None
    promised: int | None
    place: str = ""
    average: str = ""
    is_paused: bool = False
    escalated: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """One line of the table of 进度."""

    at: object
    step: str
    opinion: str
    body: str
    state: str


def steps(application) -> list[Step]:
    """The step bar; the right-most tick or number is where the application lies."""
    front = registry.kind(application.kind).front
    here, stations = _place(application, front), list(_stations(application))
    stations[1:1] = [(station.label, "") for station in front]
    looks, last = {True: DONE, False: TODO}, len(stations) - 1
    return [
        Step(label, NOW if place == here < last else looks[place <= here], small)
        for place, (label, small) in enumerate(stations)
    ]


def _place(application, front) -> int:
    """Where the application lies, counted over the stations of the front and those all kinds share."""
    for place, station in enumerate(front, 1):
        if application.state in station.states:
            return place
    here = _shared(application)
    return here + len(front) if here else 0


def _shared(application) -> int:
    """The station among those all kinds share; 0 for what is still in front of them."""
    if application.state == S.ISSUED:
        return STATION[S.OFFICE_REVIEW] + len(registry.kind(application.kind).closing)
    return STATION.get(application.state, 0)


def _stations(application):
    submitted = application.submitted_at
    first = ENDED_HERE.get(application.state, "个人申报")
    yield first, f"申报时间: {timezone.localtime(submitted):%Y-%m-%d}" if submitted else ""
    yield _employer_step(application), _employer_name(application)
    yield _office_step(application), application.office.short_name
    *before, last = registry.kind(application.kind).closing
    yield from ((label, "") for label in before)
    issued = application.decided_at if application.state == S.ISSUED else None
    yield last, f"{timezone.localtime(issued):%Y-%m-%d}" if issued else ""


def _employer_name(application) -> str:
    if application.state == S.AUTHORITY_REVIEW:
        return application.house_above.name
    return application.employer.name if application.employer_id else ""


def _employer_step(application) -> str:
    """单位待受理 until the employer opens it (decision B12)."""
    if application.state == S.REJECTED_BY_EMPLOYER:
        return "单位审核不通过"
    if application.state == S.AUTHORITY_REVIEW:
        return "主管单位审核中"
    if _shared(application) > 1:
        return "单位审核"
    return "单位受理中" if application.opened_at else "单位待受理"


def _office_step(application) -> str:
    if application.state == S.REJECTED_BY_OFFICE:
        return "初审不通过"
    if application.state in (S.AWAITING_PAYMENT, S.PAYMENT_EXPIRED):
        return application.get_state_display()
    if _shared(application) > STATION[S.OFFICE_REVIEW]:
        return "初审通过"
    return "职改办受理中" if application.assignee_id else "职改办待受理"


def holder(application, *, own: bool = True) -> str:
    """In whose hands it is, in words; empty when nobody's turn is left. `own`: as the applicant reads it."""
    if application.state == S.EMPLOYER_REVIEW:
        return f"{application.employer.name}（您的单位）" if own else application.employer.name
    if application.state == S.AUTHORITY_REVIEW:
        return application.house_above.name
    if application.state in WAITS_FOR_DAYS:
        return FOR_DAYS
    if application.state in WITH_DESKS:
        return application.office.name
    is_applicants = application.is_editable or application.state == S.AWAITING_PAYMENT
    return ("您" if own else "申报人") if is_applicants else ""


def clocks(applications, *, own: bool = True) -> dict[int, Clock]:
    """The clocks of what is on its way, by primary key, with one reading of the calendar.

    They run in the hands of employers and offices alone, and pause with the applicant. The number is left out
    where the calendar is not known yet, or the computer's clock was set back.
    """
    open_ones = [a for a in applications if a.state not in (*S.closed, S.DRAFT)]
    began = {a.pk: timezone.localdate(a.turn_began_at) for a in open_ones if a.state in WITH_DESKS}
    used = working_days_until(timezone.localdate(), began.values()) if began else {}
    return {
        a.pk: Clock(
            holder(a, own=own),
            used[began[a.pk]] if a.pk in began else None,
            promised_days(a.state, a.kind) if a.pk in began else None,
            is_paused=a.is_editable or a.state == S.AWAITING_PAYMENT,
        )
        for a in open_ones
    }


def due_on(application):
    """Until when the present holder promised to act, as the calendar's DueDate; None for nobody."""
    days = promised_days(application.state, application.kind)
    return add_working_days(timezone.localdate(application.turn_began_at), days) if days else None


def history(application) -> list[HistoryRow]:
    """The table of 进度, newest first, with the step that is being waited for on top."""
    rows = [
        HistoryRow(
            row.at, row.step, row.opinion or f"已办理：{row.label}", row.by_body or _own_body(row), FINISHED
        )
        for row in application.progress.order_by("-pk")
    ]
    if waited := _waited_for(application):
        rows.insert(0, HistoryRow(None, waited, _until(application), _at_work(application).name, RUNNING))
    return rows


def _at_work(application):
    """The house whose step is waited for."""
    if application.state == S.AUTHORITY_REVIEW:
        return application.house_above
    return application.employer if application.state == S.EMPLOYER_REVIEW else application.office


def _waited_for(application) -> str:
    """The step that somebody has to make now; empty where it is the applicant's turn or nobody's."""
    if application.state == S.PRELIMINARY_PASSED:
        return registry.kind(application.kind).decided_by
    return PENDING.get(application.state, "")


def _until(application) -> str:
    """While a notice runs, from when to when."""
    if application.state == S.PUBLIC_NOTICE:
        entry = getattr(application, "result_entry", None)
        return f"公示期 {entry.notice.period}" if entry else ""
    if application.state == S.EMPLOYER_REVIEW:
        return _shown_until(application)
    if application.state != S.LOSS_NOTICE:
        return ""
    return f"公示期 {application.notice.period}"


def _shown_until(application) -> str:
    """While the employer shows its people, from when to when."""
    showing = showing_of(application)
    return f"单位公示期 {showing.shown.notice.period}" if showing.is_running else ""


def _own_body(row) -> str:
    return "申报人" if row.by_id else "系统"
