"""What must be true before a move is made; each raises Refused with a sentence for the person."""

import datetime

from django.utils import timezone

from accounts.enums import EmployerState
from accounts.services.flags import is_blocked
from applications import registry
from applications.labels import WITHDRAW_TOO_LATE
from applications.models import Application
from applications.plan_enums import PlanStage
from applications.services import plans
from applications.services.check_rules import APPLICANT
from applications.services.checkup import checkup
from applications.services.drafts import check_target, employer_fixed, target_of
from applications.services.verdicts import unseen_by
from applications.verdict_enums import Desk
from catalogue.enums import TitleLevel
from certificates.enums import CertificateState
from certificates.models import Certificate
from core.errors import Refused
from core.workflow import AlreadyDone

BIN_DAYS = 14
ORIGINAL_GONE = (
    "原证书现在的状态是“{state}”，不能据此重新确认。请退回个人更换原证书，或者等它恢复正常以后再办。"
)
# The title, the employer, the window and the office: each has a guard that knows whom to call.
GUARDED = {"JX-43", "JX-44", "JX-45", "JX-46"}
EMPLOYER_SHUT = "您填写的单位账户还没有启用，暂时收不到材料。请换一个单位，或联系单位办理启用。"


def sections_complete(application, _actor, _data) -> None:
    """No rule of 体检 bars the way: every section is saved, holds its files and passes today's rules.

    Where nothing is left but what the next guards refuse, they do it in sentences of their own.
    """
    blockers = checkup(application, APPLICANT).blockers
    if any(blocker.rule_id not in GUARDED for blocker in blockers):
        raise Refused(f"还有 {len(blockers)} 处必须改好，才能报送。请按“审核报送”里的清单修改。")


def not_barred(application, _actor, _data) -> None:
    """诚信: nothing speaks against the person (E0), whatever stood when the draft was opened."""
    if sentence := is_blocked(application.applicant, application.kind):
        raise Refused(sentence)


def employer_active(application, _actor, _data) -> None:
    """The employer has an account in use."""
    employer = application.employer
    if employer is None or employer.state != EmployerState.ACTIVE:
        raise Refused(employer_fixed(application) or EMPLOYER_SHUT)


def employer_reads_it(application, _actor, _data) -> None:
    """Nothing goes back to an employer whose account is closed: nobody there would ever look at it."""
    if not application.employer.is_open:
        raise Refused(
            f"{application.employer.name}的单位账户已停用，收不到退回的申报。"
            "请“退回个人”，由申报人换一个单位再报送。"
        )


def target_open(application, _actor, _data) -> None:
    """The office is at work, and what the application is aimed at is still decided there."""
    if not application.office.is_active:
        raise Refused(f"{application.office.short_name}已停用，不再受理申报。请点“报送职改办”更换后再报送。")
    rules, target = registry.kind(application.kind), target_of(application)
    check_target(rules, target)
    if application.level not in rules.levels_open(target):
        raise Refused(
            f"{application.office.short_name}不办理{application.get_level_display()}的{rules.label}。"
            "请点“报送职改办”更换后再报送。"
        )


def no_employer_opinion(application, _actor, _data) -> None:
    """撤回 ends with the first opinion of the employer, also when the office sent the case back to it.

    From an employer whose account was closed since, nobody waits for another opinion.
    """
    if application.employer.is_open and application.last_move("endorse"):
        raise Refused(WITHDRAW_TOO_LATE)


def recommended_in_time(application, _actor, _data) -> None:
    """单位审核 of the plan is open; what was recommended once and came back was recommended in time."""
    if application.arrived_at is None and application.last_move("endorse") is None:
        plans.window_open(application.plan, PlanStage.EMPLOYER)


def accepted_in_time(application, _actor, _data) -> None:
    """受理 of the plan is open; what was accepted in time is worked on until it is done."""
    if application.assignee_id is None:
        plans.window_open(application.plan, PlanStage.ACCEPT)


def not_opened(application, _actor, _data) -> None:
    """The employer opens a case once."""
    if application.opened_at:
        raise Refused("这份材料已经有同事打开受理了，可以直接出具意见。")


def claimed_by_nobody_else(application, actor, _data) -> None:
    """The first to claim a case handles it; others are told who. Claimed twice is claimed once."""
    if application.assignee_id == actor.user.pk:
        raise AlreadyDone(application)
    if application.assignee_id:
        raise Refused(f"{application.assignee.name}已经受理了这份申报。如需换人办理，请由其转交。")


def never_submitted(application, _actor, _data) -> None:
    """What was once handed in belongs to the archive."""
    if not application.never_submitted:
        raise Refused("这份申报报送过，按档案要求保留，不能删除。您可以继续修改后重新报送。")


def still_in_bin(application, _actor, _data) -> None:
    """The bin keeps for 14 days."""
    if application.deleted_at <= timezone.now() - datetime.timedelta(days=BIN_DAYS):
        raise Refused(f"删除已超过 {BIN_DAYS} 天，不能恢复了。请重新点“我要申报”。")


def no_open_twin(application, _actor, _data) -> None:
    """One open application of each kind (decision B27), also when an old one comes back."""
    twins = Application.objects.unfinished().filter(applicant=application.applicant_id, kind=application.kind)
    if twins.exclude(pk=application.pk).exists():
        raise Refused(f"已有一份{application.get_kind_display()}申报在办理，不能再恢复这一份。")


def still_welcome(application, _actor, _data) -> None:
    """What stood against opening it anew stands against taking it out of the bin as well."""
    for rule in registry.kind(application.kind).entry_rules:
        rule(target_of(application), application.applicant, application)


def title_not_taken(application, _actor, _data) -> None:
    """The same series and level is not granted twice (decision B27)."""
    if application.series and application.is_taken(application.series, application.level):
        raise Refused("申报人已有同系列同级别的职称或申报，不能重复申报。")


def original_stands(application, _actor, _data) -> None:
    """What a title is confirmed by still counts: nothing is granted on a certificate that is lost or void."""
    if application.original_id is None:
        return
    one = Certificate.objects.select_for_update(of=("self",)).get(pk=application.original_id)
    if one.state != CertificateState.NORMAL:
        raise Refused(ORIGINAL_GONE.format(state=one.get_state_display()))


def is_coapproved(application) -> bool:
    """Whether 自治区职改办 agreed after the office agreed last; asked of 高级 only (row J25)."""
    return application.level not in TitleLevel.senior or application.coapproved_at is not None


def coapproved(application, _actor, _data) -> None:
    """A 高级 重新确认 takes effect only with the agreement of 自治区职改办."""
    if not is_coapproved(application):
        raise Refused("高级的重新确认要先由自治区职改办会签同意，再批准。")


def not_coapproved(application, _actor, _data) -> None:
    """It agrees once."""
    if is_coapproved(application):
        raise Refused("自治区职改办已经会签同意，可以由原办理的职改办批准。")


def looked_through(application, _actor, _data) -> None:
    """初审通过 needs every section looked at; what was noted bars it by itself (`noting.nothing_noted`)."""
    unseen = unseen_by(application, Desk.OFFICE)
    if unseen:
        raise Refused(f"还有 {len(unseen)} 部分没看，全部看过才能初审通过。")
