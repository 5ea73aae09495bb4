"""Where an application stands: step bar, clock 现在轮到谁, and the table of 进度."""

from dataclasses import dataclass

from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState as S
from applications.promises import promised_days
from catalogue.working_days import add_working_days, working_days_until

DONE, NOW, TODO = "done", "now", "todo"
FINISHED, RUNNING = "已办结", "办理中"
STATION = {
    S.DRAFT: 0,
    S.RETURNED: 0,
    S.DELETED: 0,
    S.GIVEN_UP: 0,
    S.EMPLOYER_REVIEW: 1,
    S.REJECTED_BY_EMPLOYER: 1,
    S.OFFICE_REVIEW: 2,
    S.REJECTED_BY_OFFICE: 2,
    S.PRELIMINARY_PASSED: 3,
    S.APPROVED: 3,
    S.ISSUED: 4,
}
PENDING = {
    S.LOSS_NOTICE: "遗失公示",
    S.LOSS_OBJECTION: "异议处理",
    S.EMPLOYER_REVIEW: "单位审核",
    S.OFFICE_REVIEW: "职改办审核",
}


@dataclass(frozen=True)
class Step:
    """One circle of the step bar."""

    label: str
    state: str
    small: str = ""


@dataclass(frozen=True)
class Clock:
    """Whose turn it is, and how long they have taken of what they promised; None where unknown."""

    who: str
    used: int | None
    promised: int | None


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
    return STATION.get(application.state, 0)


def _stations(application):
    submitted = application.submitted_at
    first = "已撤销" if application.state == S.GIVEN_UP else "个人申报"
    yield first, f"申报时间: {timezone.localtime(submitted):%Y-%m-%d}" if submitted else ""
    yield _employer_step(application), application.employer.name if application.employer_id else ""
    yield _office_step(application), application.office.short_name
    *before, last = registry.kind(application.kind).closing
    yield from ((label, "") for label in before)
    issued = application.decided_at if application.state == S.ISSUED else None
    yield last, f"{timezone.localtime(issued):%Y-%m-%d}" if issued else ""


def _employer_step(application) -> str:
    """单位待受理 until the employer opens it (decision B12)."""
    if application.state == S.REJECTED_BY_EMPLOYER:
        return "单位审核不通过"
    if _shared(application) > 1:
        return "单位审核"
    return "单位受理中" if application.opened_at else "单位待受理"


def _office_step(application) -> str:
    if application.state == S.REJECTED_BY_OFFICE:
        return "初审不通过"
    if _shared(application) > STATION[S.OFFICE_REVIEW]:
        return "初审通过"
    return "职改办受理中" if application.assignee_id else "职改办待受理"


def holder(application) -> str:
    """In whose hands it is, in words; empty when nobody's turn is left."""
    if application.state == S.EMPLOYER_REVIEW:
        return f"{application.employer.name}（您的单位）"
    if application.state in (*S.with_staff, S.LOSS_OBJECTION):
        return application.office.name
    return "您" if application.is_editable else ""


def clocks(applications) -> dict[int, Clock]:
    """The clocks of the files in staff's hands, by primary key, with one reading of the calendar.

    The number is left out where the calendar is not known yet, or the computer's clock was set back.
    """
    running = {a.pk: a for a in applications if a.state in S.with_staff}
    began = {pk: timezone.localdate(a.turn_began_at) for pk, a in running.items()}
    used = working_days_until(timezone.localdate(), began.values())
    return {pk: Clock(holder(a), used[began[pk]], promised_days(a.state)) for pk, a in running.items()}


def due_on(application):
    """Until when the present holder promised to act, as the calendar's DueDate; None for nobody."""
    days = promised_days(application.state)
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
        body = application.employer if application.state == S.EMPLOYER_REVIEW else application.office
        rows.insert(0, HistoryRow(None, waited, _until(application), body.name, RUNNING))
    return rows


def _waited_for(application) -> str:
    """The step that somebody has to make now; empty where it is the applicant's turn or nobody's."""
    if application.state == S.PRELIMINARY_PASSED:
        return registry.kind(application.kind).decided_by
    return PENDING.get(application.state, "")


def _until(application) -> str:
    """While a notice runs, from when to when."""
    if application.state != S.LOSS_NOTICE:
        return ""
    return f"公示期 {application.notice.period}"


def _own_body(row) -> str:
    return "申报人" if row.by_id else "系统"
