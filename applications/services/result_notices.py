"""结果公示: a list is published, runs its working days, and ends by itself; and as strangers read it.

Nothing waits for the job that ends lists: who decrees is judged by the day (`results.notice_over`).
Sources: 职称评审管理暂行规定 (人社部令第 40 号), at least 5 working days, the start day not counted.
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.services.alerts import tell_staff
from applications.enums import ApplicationState
from applications.models import Application, EvaluationPlan, ResultEntry, ResultNotice
from applications.notice_enums import NoticeState
from applications.policies import may_publish_for
from applications.services.transitions import perform
from catalogue import working_days
from catalogue.working_days import add_working_days
from certificates.services.normalise import normalise_name
from core import audit
from core.errors import Refused
from core.tables import Page, paginate
from core.workflow import NotAllowed

LEAST_DAYS = 5
MOST = 500
PER_PAGE = 50
NOBODY = "没有评审通过、等待公示的人员。如果刚才已经发布，请在“公示中”里查看。"
NOT_YOURS = "结果公示由评审会所在的职改办发布。"
RUNNING_STILL = "公示到 {day}，还没有期满，不能结束。"


@transaction.atomic
def publish(plan: EvaluationPlan, *, actor) -> ResultNotice:
    """Put everybody of the plan who passed and is on no list yet on one, at most 500; it begins today.

    Raises:
        NotAllowed: not their office. Refused: nobody waits.
    """
    if not may_publish_for(actor, plan.office):
        raise NotAllowed(NOT_YOURS)
    waiting = Application.objects.select_for_update(of=("self",)).filter(
        plan=plan, state=ApplicationState.PASSED
    )
    chosen = list(waiting.order_by("pk")[:MOST])
    if not chosen:
        raise Refused(NOBODY)
    notice = _begin(plan, actor)
    for application in chosen:
        perform(application, "publish_result", actor=actor, data={"notice": notice.pk})
    audit.record(
        "applications.result_notice_published",
        subject=notice,
        actor=actor,
        count=len(chosen),
        until=notice.ends_on.isoformat(),
    )
    return notice


def _begin(plan, actor) -> ResultNotice:
    today, days = timezone.localdate(), max(LEAST_DAYS, settings.RESULT_NOTICE_DAYS)
    working_days.hold()
    last = add_working_days(today, days)
    return ResultNotice.objects.create(
        plan=plan,
        office=plan.office,
        title=f"{plan}评审结果公示",
        starts_on=today,
        working_days=days,
        ends_on=last.on,
        is_estimate=last.is_estimate,
        published_by=actor.user,
    )


@transaction.atomic
def end(notice: ResultNotice, *, actor) -> ResultNotice:
    """Close a list whose days are over, by the job (`actor` None) or by hand; the second time does nothing.

    Raises:
        NotAllowed: not their office. Refused: the days are not over.
    """
    if actor is not None and not may_publish_for(actor, notice.office):
        raise NotAllowed(NOT_YOURS)
    locked = ResultNotice.objects.select_for_update(of=("self",)).select_related("office").get(pk=notice.pk)
    if not locked.is_open:
        return locked
    if not locked.last_day.is_over():
        raise Refused(RUNNING_STILL.format(day=locked.last_day))
    locked.state, locked.closed_at = NoticeState.ENDED, timezone.now()
    locked.save(update_fields=["state", "closed_at"])
    audit.record("applications.result_notice_ended", subject=locked, actor=actor)
    tell_staff(
        locked.office,
        "result_notice_over",
        context={"title": locked.title},
        url_name="admin_portal:result_notice_detail",
        url_args=[str(locked.public_id)],
    )
    return locked


def end_due() -> int:
    """End the lists whose days are over; returns how many. Safe to repeat and to be late with."""
    due = ResultNotice.objects.over(timezone.localdate()).select_related("office").order_by("ends_on", "pk")
    return len([end(notice, actor=None) for notice in due])


def shown(notice: ResultNotice, *, cursor: str | None, name: str = "") -> Page:
    """One page of the people of a list as strangers read it; with `name` those of this whole name."""
    rows = ResultEntry.objects.filter(notice=notice, is_dropped=False)
    if name:
        rows = rows.filter(name_key=normalise_name(name))
    return paginate(rows, order=(), cursor=cursor, per_page=PER_PAGE)
