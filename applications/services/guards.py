"""What must be true before a move is made; each raises Refused with a sentence for the person."""

import datetime

from django.utils import timezone

from accounts.enums import EmployerState
from applications import registry
from applications.labels import WITHDRAW_TOO_LATE
from applications.models import Application
from applications.services.completeness import blocker_count, report
from applications.services.drafts import check_target
from core.errors import Refused

BIN_DAYS = 14


def sections_complete(application, _actor, _data) -> None:
    """Every section is saved, holds its files and passes today's rules."""
    count = blocker_count(report(application))
    if count:
        raise Refused(f"还有 {count} 处必须改好，才能报送。请按“审核报送”里的清单修改。")


def employer_active(application, _actor, _data) -> None:
    """The employer has an account in use."""
    if application.employer is None or application.employer.state != EmployerState.ACTIVE:
        raise Refused("您填写的单位账户还没有启用，暂时收不到材料。请换一个单位，或联系单位办理启用。")


def office_recognizes(application, _actor, _data) -> None:
    """The office is at work and may still recognise the level applied for."""
    if not application.office.is_active:
        raise Refused(f"{application.office.short_name}已停用，不再受理申报。请点“报送职改办”更换后再报送。")
    check_target(registry.kind(application.kind), application.level_group, application.office)
    if application.level not in application.office.can_recognize_levels:
        raise Refused(
            f"{application.office.short_name}不办理{application.get_level_display()}的认定。"
            "请点“报送职改办”更换后再报送。"
        )


def no_employer_opinion(application, _actor, _data) -> None:
    """撤回 ends with the first opinion of the employer, also when the office sent the case back to it."""
    if application.last_move("endorse"):
        raise Refused(WITHDRAW_TOO_LATE)


def not_opened(application, _actor, _data) -> None:
    """The employer opens a case once."""
    if application.opened_at:
        raise Refused("这份材料已经有同事打开受理了，可以直接出具意见。")


def claimed_by_nobody_else(application, actor, _data) -> None:
    """The first to claim a case handles it; others are told who."""
    if application.assignee_id and application.assignee_id != actor.user.pk:
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


def title_not_taken(application, _actor, _data) -> None:
    """The same series and level is not granted twice (decision B27)."""
    if application.is_taken(application.series, application.level):
        raise Refused("申报人已有同系列同级别的职称或申报，不能重复申报。")
