"""What those concerned are told of the windows of a plan: that one opened or closed, or is about to close.

No window opens or closes here (see `plans`): this is news alone, each piece once. Who is late tells what is
still worth telling, up to `FRESH` days after the day, and of several reminders missed only the last.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from accounts.services.alerts import staff_of, staff_of_employers
from applications.enums import ApplicationState as S
from applications.models import EvaluationPlan
from applications.plan_enums import PlanStage, PlanState
from applications.services.plans import contact, day_words
from applications.services.returns import REMINDERS, reminder_due
from applications.services.told_once import tell_all
from applications.services.waiting_news import until_words

FRESH = 7
HOME = ("applications:application_list",)
UNIT = ("admin_portal:employer_application_list",)


@dataclass(frozen=True)
class Concerned:
    """Some people and the page that is theirs."""

    people: QuerySet
    page: tuple


def tell_of_stages() -> int:
    """Tell of every window that opened or closed within the last days; returns how many were told."""
    today = timezone.localdate()
    since = today - datetime.timedelta(days=FRESH)
    told = 0
    for plan in _plans(since, today):
        for window in plan.staged:
            last = plan.last_day(window.stage) or window.closes_on
            if since <= window.opens_on <= today <= last:
                told += _tell(plan, window.stage, "stage_opened", f"{window.opens_on}", last)
            elif since <= last < today:
                told += _tell(plan, window.stage, "stage_closed", f"{last}", last)
    return told


def remind_of_stages() -> int:
    """Remind who has still to act 7, 3 and 1 days before 个人申报 or 单位审核 ends; returns how many."""
    today = timezone.localdate()
    told = 0
    for plan in _plans(today, today + datetime.timedelta(days=max(REMINDERS))):
        for stage, code in ((PlanStage.APPLY, "draft_reminder"), (PlanStage.EMPLOYER, "review_reminder")):
            window, last = plan.window(stage), plan.last_day(stage)
            if window is None or last is None or not window.opens_on <= today <= last:
                continue
            if (due := reminder_due(last)) is not None:
                told += _tell(plan, stage, code, f"{last}:{due}", last, before=_day_of(last, due))
    return told


def _plans(first: datetime.date, last: datetime.date) -> QuerySet[EvaluationPlan]:
    """Published plans of which some window begins or ends within these days."""
    days = (first, last)
    touched = Q(windows__opens_on__range=days) | Q(windows__closes_on__range=days) | Q(late_until__range=days)
    return EvaluationPlan.objects.in_state(PlanState.PUBLISHED).filter(touched).with_names().distinct()


def _day_of(last: datetime.date, due: int) -> datetime.date:
    return last - datetime.timedelta(days=due)


def _tell(plan, stage, code, occasion, last, *, before: datetime.date | None = None) -> int:
    context = {
        "plan": str(plan),
        "stage": PlanStage(stage).label,
        "until": until_words(last) if last >= timezone.localdate() else day_words(last),
        "contact": contact(plan.office),
    }
    return sum(
        tell_all(
            one.people,
            code,
            subject=plan.public_id,
            occasion=f"{stage}:{occasion}",
            context=context,
            page=one.page,
        )
        for one in _concerned(plan, stage, before, is_news=code.startswith("stage_"))
    )


def _concerned(plan, stage, before, *, is_news: bool) -> Iterator[Concerned]:
    """Those who have something lying in this stage, and with news the administrators of the office."""
    lying = {PlanStage.APPLY: S.DRAFT, PlanStage.PAY: S.AWAITING_PAYMENT}.get(stage)
    if lying:
        mine = plan.applications.filter(state=lying)
        if before:
            mine = mine.filter(created_at__date__lte=before)
        yield Concerned(User.objects.filter(pk__in=mine.values("applicant")).order_by("pk"), HOME)
    if stage == PlanStage.EMPLOYER:
        waiting = plan.applications.filter(state=S.EMPLOYER_REVIEW)
        yield Concerned(staff_of_employers(waiting.values("employer")), UNIT)
    if is_news:
        page = ("admin_portal:plan_detail", plan.public_id)
        yield Concerned(staff_of(plan.office, Role.ADMIN), page)
