"""What a kind is decided by: which levels an office or a committee decides, and when a plan is open."""

from django.conf import settings

from accounts.enums import OfficeLevel
from applications.enums import ApplicationState, KindCode, levels_of
from applications.models import Application
from applications.plan_enums import PlanStage
from applications.registry import Target
from applications.services import plans
from catalogue.enums import LevelGroup, TitleLevel
from core.errors import Refused

HIGHEST_REPLACED = {
    OfficeLevel.COUNTY: (LevelGroup.JUNIOR,),
    OfficeLevel.CITY: (LevelGroup.JUNIOR, LevelGroup.INTERMEDIATE),
}
ONE_A_YEAR = (
    "同一年度只准申报一个系列：您 {year} 年度已有一份{kind}（{title}，{state}），不能再报一份。"
    "请在“申报职称”里继续。"
)
COMMITTEE_STOPPED = "{committee}{why}，现在不受理申报。请另选一个评审会，或{contact}。"
WRONG_COMMITTEE = "{committee}不评审{level}。请更换级别，或另选一个评审会。"


def recognized(target: Target) -> tuple[str, ...]:
    """The levels an office may recognise without a committee."""
    return _both(target.level_group, target.office.can_recognize_levels)


def confirmed(target: Target) -> tuple[str, ...]:
    """The levels an office may reconfirm: 初级, 中级 as it recognises them, 高级 with a committee of it.

    Rows J27 to J31 of the table of jurisdiction.
    """
    office = target.office
    if office.level == OfficeLevel.REGIONAL:
        return ()
    senior = office.can_review_levels if office.level == OfficeLevel.SERIES else ()
    allowed = {level for level in office.can_recognize_levels if level not in TitleLevel.senior}
    return _both(target.level_group, allowed | {level for level in senior if level in TitleLevel.senior})


def granted(target: Target) -> tuple[str, ...]:
    """Who granted a certificate replaces it, whatever may be granted there today (rows J33 to J35)."""
    highest = HIGHEST_REPLACED.get(OfficeLevel(target.office.level))
    return () if highest and target.level_group not in highest else levels_of(target.level_group)


def evaluated(target: Target) -> tuple[str, ...]:
    """The levels the committee of the plan is filed for."""
    return _both(target.level_group, target.plan.committee.levels) if target.plan else ()


def plan_open(target: Target) -> None:
    """The plan takes applications today, or what it returned; its committee works and evaluates the level."""
    if target.returned_in:
        plans.may_come_again(target.named_plan, target.returned_in)
    else:
        plans.window_open(target.named_plan, PlanStage.APPLY)
    committee = target.named_plan.committee
    if not committee.is_at_work():
        told = {"why": committee.status_badge.label, "contact": plans.contact(committee.office)}
        raise Refused(COMMITTEE_STOPPED.format(committee=committee, **told))
    if not evaluated(target):
        level = LevelGroup(target.level_group).label
        raise Refused(WRONG_COMMITTEE.format(committee=committee, level=level))


def one_series_a_year(target: Target, applicant, besides: Application | None) -> None:
    """同一年度只准申报一个系列; one that failed uses the year up too, unless set otherwise (decision B40).

    `besides` is the application that is sent elsewhere or taken out of the bin; it does not bar itself.
    """
    same_year = Application.objects.filter(
        kind=KindCode.EVALUATION, applicant=applicant, application_year=target.named_plan.year
    ).kept()
    if not settings.FAILED_EVALUATION_USES_THE_YEAR:
        same_year = same_year.exclude(state__in=(*ApplicationState.refused, ApplicationState.FAILED))
    if besides:
        same_year = same_year.exclude(pk=besides.pk)
    earlier = same_year.with_names().first()
    if earlier:
        told = {"year": earlier.application_year, "kind": earlier.get_kind_display()}
        raise Refused(ONE_A_YEAR.format(title=earlier.title_path, state=earlier.get_state_display(), **told))


def required_by_plan(application) -> tuple[str, ...]:
    """The sections the plan requires for the series and level applied for."""
    target = Target(application.level_group, application.office, application.plan)
    level = application.level or (*evaluated(target), *levels_of(application.level_group))[0]
    return plans.required_sections(application.plan, application.plan.committee.series.code, level)


def _both(level_group: str, allowed) -> tuple[str, ...]:
    return tuple(level for level in levels_of(level_group) if level in allowed)
