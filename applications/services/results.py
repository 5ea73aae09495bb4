"""From 材料报送成功 to the certificate of a 职称评审: what each move writes and what must be true before it.

The result list and its days stand in `result_notices`; sources: 人社部令第 40 号, 职称评审管理暂行规定.
"""

from django.conf import settings
from django.utils import timezone

from applications.models import EvaluationResult, GroupPlace, ResultEntry, ResultObjection
from applications.services import delivery, entry_objections, rechecks
from applications.services.ballots import COUNTED
from applications.services.messages import tell_applicant
from certificates.services.normalise import normalise_name
from core.errors import Refused

TOO_EARLY = "结果公示到 {day}，期满没有异议才能发文。"
BEFORE_END = "结果公示到 {day}，批文日期应在这之后，请核对。"
PASSED_ON, DECREED_ON = "evaluated", "decreed"


def take_place(application, _actor, data) -> None:
    """Effect: it lies in this group, and in no other."""
    GroupPlace.objects.update_or_create(application=application, defaults={"group": data["group"]})


def keep_result(application, actor, data) -> None:
    """Effect: the ballot is kept in numbers, with the votes it took."""
    names = ("evaluated_on", *COUNTED, "needed", "passed")
    EvaluationResult.objects.create(
        application=application, entered_by=actor.user, **{name: data[name] for name in names}
    )


def end_failed(application, actor, data) -> None:
    """Effect: who failed is told, and is sent nothing; the year is used up (decision B40)."""
    if data["passed"]:
        return
    delivery.drop(application, actor, data)
    tell_applicant("evaluation_failed", rechecks.told_until)(application, actor, data)


def decided_if_failed(_application, _actor, data) -> dict:
    """Stamp: a failure ends the road."""
    return {} if data["passed"] else {"decided_at": timezone.now()}


def put_on_notice(application, _actor, data) -> None:
    """Effect: the person stands on the list, in the words of today."""
    ResultEntry.objects.create(
        notice=data["notice"],
        application=application,
        holder_name=application.applicant_name,
        name_key=normalise_name(application.applicant_name),
        employer_name=application.employer.name,
        title_path=application.title_path,
        specialty=application.specialty,
    )


def record_objection(application, actor, data) -> None:
    """Effect: an objection under a real name stands against this person until it is handled."""
    entry_objections.record(application.result_entry, actor, data)


def dismiss_objection(application, actor, data) -> None:
    """Effect of 异议不影响: it goes on."""
    _handle(application, actor, data, matters=False)


def uphold_objection(application, actor, data) -> None:
    """Effect of 异议影响: the pass is taken back and the name leaves the list."""
    _handle(application, actor, data, matters=True)
    ResultEntry.objects.filter(application=application).update(is_dropped=True)


def _handle(application, actor, data, *, matters: bool) -> None:
    waiting = ResultObjection.objects.filter(entry__application=application)
    entry_objections.handle(waiting, actor, data, matters=matters)


def notice_over(application, _actor, _data) -> None:
    """Guard: the list has been on show in full, from 00:00 of the day after its last."""
    last_day = application.result_entry.notice.last_day
    if not last_day.is_over():
        raise Refused(TOO_EARLY.format(day=last_day))


def decreed_afterwards(application, _actor, data) -> None:
    """Guard: the decree is of a day after the list was on show."""
    last_day, decree = application.result_entry.notice.ends_on, data.get("decree")
    if decree and decree.dated_on <= last_day:
        raise Refused(BEFORE_END.format(day=last_day))


def decreed(application, _actor, data) -> dict:
    """Stamp: under which decree, and from which day the title is held (`EVALUATION_GRANTED_ON`)."""
    decree = data["decree"]
    by_ballot = settings.EVALUATION_GRANTED_ON == PASSED_ON
    granted_on = application.result.evaluated_on if by_ballot else decree.dated_on
    return {"decree_number": decree.number, "granted_on": granted_on}


def keep_decree(application, _actor, data) -> None:
    """Effect: the result names its decree."""
    EvaluationResult.objects.filter(application=application).update(decree=data["decree"])


def undecreed(_application, _actor, _data) -> dict:
    """Stamp: the decree was not right."""
    return {"decree_number": "", "granted_on": None}


def drop_decree(application, _actor, _data) -> None:
    """Effect: the result waits for another decree."""
    EvaluationResult.objects.filter(application=application).update(decree=None)


def granted_by_committee(application) -> dict:
    """What the certificate says of the evaluation it comes from."""
    return {
        "evaluation_body": application.plan.committee.name,
        "decree_number": application.decree_number,
    }
