"""The last day to answer a return: what is said of it, reminders before it, and 视为放弃 after it.

Nothing waits for the jobs: every page and act that meets an application asks the same `catch_up`. A desk that
lies late costs the applicant nothing: only what lies with the applicant can lapse, and an objection, another
office or a new 报送 ends the period. Source: decision E0 (overdue is 视为放弃, by the system).
"""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.services.alerts import tell_everywhere
from applications import registry
from applications.enums import ApplicationState
from applications.models import Application, ReturnNotice
from applications.plan_enums import PlanStage
from applications.services import plans
from applications.services.messages import context_of
from applications.services.plans import day_words
from applications.services.return_scope import notice_in_force
from applications.services.returns import reminder_due, set_deadline
from catalogue import working_days
from catalogue.working_days import on_year_published
from core.errors import Refused

LAPSE = "lapse"
UNTIL = "请在 {day}（含当日）前改好，再次报送；逾期没有报送的，视为放弃。"
UNTIL_ESTIMATE = "请尽快改好，再次报送。补正截止日{due}，以放假安排公布后的日期为准；逾期视为放弃。"
NOT_OVER = "补正期限还没有过，不能视为放弃。"
NO_DAYS_LEFT = (
    "受理已于 {day}截止，现在恢复，申报人也不能再次报送。请先在“评审计划”里延长受理时间，再恢复这份申报。"
)
TOO_LATE = "补正期限已过，这份申报已视为放弃，不能再报送。如有疑问，请联系报送的职改办。"


def until_words(application, notice: ReturnNotice | None) -> str:
    """Until when a return is to be answered: the earlier of its last day and what the plan leaves."""
    due, by_plan = notice.due if notice else None, plans.return_last_day(application)
    if due is None or (by_plan and by_plan < due.on):
        return plans.return_words(application)
    return UNTIL_ESTIMATE.format(due=due) if due.is_estimate else UNTIL.format(day=day_words(due.on))


def told_until(application) -> dict:
    """What the message of a return says beside the opinion."""
    notice = notice_in_force(application)
    return {"by_when": until_words(application, notice), "count": str(notice.items.count() if notice else 0)}


def period_over(application, _actor, _data) -> None:
    """Guard of 视为放弃: the last day is over, and nobody has moved it meanwhile."""
    if not ReturnNotice.objects.over(timezone.localdate()).filter(application=application).exists():
        raise Refused(NOT_OVER)


def time_to_answer(application, _actor, _data) -> None:
    """Guard of 恢复: the plan leaves days to hand in again; only what came to the office could lapse."""
    last = application.plan and application.plan.last_day(PlanStage.ACCEPT)
    if last and last < timezone.localdate():
        raise Refused(NO_DAYS_LEFT.format(day=day_words(last)))


def give_again(application, _actor, data) -> None:
    """Effect of 恢复: the return that was not answered is to be answered after all, in the days given now."""
    notice = application.returns.sent().latest("pk")
    working_days.hold()
    notice.turn_began_at, notice.closed_at = application.turn_began_at, None
    set_deadline(notice, data["days"])
    notice.save()
    notice.items.update(mended=None)


def catch_up(application: Application) -> Application:
    """视为放弃 if the last day is over, whoever looks first: job, page or act."""
    if not _is_over(application):
        return application
    _lapse(application)
    return Application.objects.with_names().get(pk=application.pk)


def lapse_due(limit: int = 500) -> int:
    """Let what was not answered in time lapse; returns how many. Safe to repeat and to be late with."""
    due = ReturnNotice.objects.over(timezone.localdate()).order_by("deadline_on", "pk")[:limit]
    waiting = Application.objects.filter(pk__in=[notice.application_id for notice in due]).order_by("pk")
    return sum(_is_over(one) and _lapse(one) for one in waiting)


def _is_over(application) -> bool:
    """Whether it lies with the applicant and the last day has passed."""
    if application.state not in ApplicationState.returned_to:
        return False
    return ReturnNotice.objects.over(timezone.localdate()).filter(application=application).exists()


def _lapse(application) -> bool:
    """Make the step; False where somebody was faster, with an answer or with this."""
    try:
        registry.kind(application.kind).workflow.perform(application, LAPSE, actor=None)
    except Refused:
        return False
    return True


def remind_due(limit: int = 2000) -> int:
    """Remind, 7, 3 and 1 days before the last day, each once; returns how many were told.

    Whoever is late tells the days that are left, and of several reminders missed only the last.
    """
    today = timezone.localdate()
    soon = ReturnNotice.objects.running().filter(
        deadline_on__range=(today, today + datetime.timedelta(days=7))
    )
    waiting = [notice.pk for notice in soon.order_by("deadline_on", "pk") if _is_due(notice)][:limit]
    return sum(map(_remind, waiting))


@transaction.atomic
def _remind(notice_id: int) -> bool:
    """Tell one person, unless somebody did or the return was answered meanwhile."""
    holder = Application.objects.filter(returns=notice_id)
    application = holder.select_for_update(of=("self",), skip_locked=True).first()
    notice = ReturnNotice.objects.running().filter(pk=notice_id).first()
    if application is None or notice is None or not _is_due(notice):
        return False
    notice.reminded = reminder_due(notice.deadline_on)
    notice.save(update_fields=["reminded"])
    left = (notice.deadline_on - timezone.localdate()).days
    tell_everywhere(
        application.applicant,
        "return_reminder",
        context=context_of(application)
        | {"by_when": until_words(application, notice), "left": f"还有 {left} 天" if left else "今天到期"},
        url_name="applications:application_progress",
        url_args=[str(application.public_id)],
    )
    return True


def _is_due(notice) -> bool:
    due = reminder_due(notice.deadline_on)
    return due is not None and (notice.reminded is None or due < notice.reminded)


@on_year_published
def recompute(year: int) -> None:
    """A year was entered or corrected: the last days that hang on it are reckoned anew."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    hanging = ReturnNotice.objects.select_for_update().open()
    begun = hanging.filter(turn_began_at__date__lte=last, deadline_on__gte=first)
    for notice in begun.order_by("pk"):
        before, reminded = notice.deadline_on, notice.reminded
        set_deadline(notice, notice.working_days)
        if notice.deadline_on == before:
            notice.reminded = reminded
        notice.save(update_fields=["deadline_on", "is_estimate", "reminded"])
