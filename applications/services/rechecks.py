"""复查: asked for once by who failed by the ballot, within some working days, and answered once.

Source: 职称评审管理暂行规定 (人社部令第 40 号).
"""

from django.conf import settings
from django.utils import timezone

from accounts.services.alerts import tell_staff
from applications.models import EvaluationResult, ResultRecheck
from applications.services.ballots import COUNTED
from applications.services.messages import context_of
from applications.services.plans import day_words
from catalogue.working_days import DueDate, add_working_days
from core.errors import Refused

NOT_BY_BALLOT = "只有评审表决未通过的，才能申请复查。公示期间因异议取消的，请联系职改办。"
ONCE = "这份申报已经申请过复查，每份申报只能申请一次。"
TOO_LATE = "申请复查的时间到 {day}（含当日），现在已经截止。如有疑问，请联系职改办。"
UNTIL, UNTIL_ESTIMATE = "{day}（含当日）前", "截止日（预计 {day}，以放假安排公布后为准）前"
NOTHING_WAITS = "这份申报没有等待答复的复查申请。"


def last_day(application) -> DueDate:
    """The last day to ask, in working days after the result; an estimate ends nothing."""
    return add_working_days(timezone.localdate(application.decided_at), settings.RESULT_RECHECK_DAYS)


def told_until(application) -> dict:
    """Until when, as the message about the result says it."""
    last = last_day(application)
    return {"until": (UNTIL_ESTIMATE if last.is_estimate else UNTIL).format(day=day_words(last.on))}


def recheck_facts(application) -> list[tuple[str, str]]:
    """What is to be read before asking."""
    return [
        ("评审结果", application.get_state_display()),
        ("可以申请到", f"{last_day(application)}（含当日）"),
    ]


def can_be_asked(application) -> bool:
    """Whether the button is worth showing: failed by the ballot, in time, and never asked."""
    lost = EvaluationResult.objects.filter(application=application.pk, passed=False)
    return lost.filter(application__recheck=None).exists() and not last_day(application).is_over()


def is_waiting(application) -> bool:
    """Whether the office has to answer."""
    return ResultRecheck.objects.filter(application=application.pk, changed=None).exists()


def may_be_asked(application, _actor, _data) -> None:
    """Guard of 申请复查: once, in time, and about a ballot."""
    if not EvaluationResult.objects.filter(application=application.pk, passed=False).exists():
        raise Refused(NOT_BY_BALLOT)
    if ResultRecheck.objects.filter(application=application).exists():
        raise Refused(ONCE)
    if last_day(application).is_over():
        raise Refused(TOO_LATE.format(day=last_day(application)))


def waits(application, _actor, _data) -> None:
    """Guard of the answer."""
    if not is_waiting(application):
        raise Refused(NOTHING_WAITS)


def ask(application, _actor, data) -> None:
    """Effect: the request is kept, and the office of the committee is told."""
    ResultRecheck.objects.create(application=application, words=data["opinion"])
    tell_staff(
        application.office,
        "recheck_asked",
        context=context_of(application, data),
        url_name="admin_portal:office_application_detail",
        url_args=[str(application.public_id)],
    )


def answer(application, actor, data) -> None:
    """Effect: the request is answered; where the votes were counted wrongly they are put right."""
    result = application.result
    ResultRecheck.objects.filter(application=application, changed=None).update(
        changed=data["changed"],
        ballot_before=result.votes,
        opinion=data["opinion"],
        answered_by=actor.user,
        answered_at=timezone.now(),
    )
    if data["changed"]:
        for name in (*COUNTED, "needed", "passed"):
            setattr(result, name, data[name])
        result.save()


def reopened_if_changed(_application, _actor, data) -> dict:
    """Stamp: who passed after all goes on."""
    return {"decided_at": None, "turn_began_at": timezone.now()} if data["changed"] else {}
