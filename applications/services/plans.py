"""Questions about yearly plans: which are open, whether a stage is open, and what has to be filled in.

Nothing opens or closes a window by a job: the day is looked at in the moment of the act.
"""

import datetime

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from applications.enums import ApplicationState, levels_of
from applications.models import EvaluationPlan, PlanWindow
from applications.plan_enums import PlanStage, PlanState
from applications.plan_sections import DEFAULT, KEYS
from core.errors import Refused

NO_PLAN = "这份申报还没有选定评审计划。请点“报送职改办”选择评审会。"
NOT_PUBLISHED = "{plan}还没有发布，暂时不能办理。如有疑问，{contact}。"
ENDED = "{plan}已经结束。材料都还在，可以报下一年度，或{contact}。"
NO_WINDOW = "{plan}没有安排{stage}的时间。请{contact}。"
APPLY_NOT_YET = "报送从 {opens}开始，到 {closes}截止。材料可以先填写保存；如有疑问，{contact}。"
APPLY_OVER = "报送已于 {closes}截止。材料都还在，可以报下一年度，或{contact}。"
# What puts an application into the applicant's hands to be mended.
RETURNS = ("return_to_applicant", "reopen_lapsed")
RETURN_OVER = "退回的申报要在{stage}截止前再次报送，{stage}已于 {closes}截止。如需办理，请{contact}。"
RETURN_UNTIL = "退回的申报可在 {closes}（含当日）前再次报送。"
WITHDRAWN_FOR_GOOD = (
    "请注意：现在不在个人申报的时间内，撤回以后不能再报送。"
    "只想改正内容的，请不要撤回，可以请单位退回修改，或{contact}。"
)
STAGE_NOT_YET = "{stage}从 {opens}开始，到 {closes}截止。如有疑问，{contact}。"
STAGE_OVER = "{stage}已于 {closes}截止。如需办理，请{contact}。"


def open_plans(level_group: str, on: datetime.date | None = None):
    """Plans somebody may apply under on a day (today), with committee, office and windows.

    Args:
        level_group: a LevelGroup; plans whose committee evaluates one of its levels.
    """
    day = on or timezone.localdate()
    apply = PlanWindow.objects.filter(plan=OuterRef("pk"), stage=PlanStage.APPLY, opens_on__lte=day)
    late = apply.filter(closes_on__lt=day)
    return (
        EvaluationPlan.objects.in_state(PlanState.PUBLISHED)
        .filter(
            Exists(apply.filter(closes_on__gte=day)) | (Q(late_until__gte=day) & Exists(late)),
            committee__levels__overlap=list(levels_of(level_group)),
            committee__is_active=True,
            committee__filed_on__lte=day,
            committee__filed_until__gte=day,
            committee__office__is_active=True,
        )
        .with_names()
        .order_by("committee__series__order", F("committee__office__path"), "committee__code")
    )


def is_open(plan, stage: str, at: datetime.datetime | None = None) -> bool:
    """Whether a stage of a published plan is open at an instant (now), a late opening counted in."""
    window = plan.window(stage)
    if window is None or not plan.is_published:
        return False
    return window.opens_on <= timezone.localdate(at) <= plan.last_day(stage)


def window_open(plan, stage: str, at: datetime.datetime | None = None) -> None:
    """Raise Refused with the days and the office's telephone unless the stage is open at an instant (now)."""
    if plan is None:
        raise Refused(NO_PLAN)
    if not is_open(plan, stage, at):
        raise Refused(_why_shut(plan, stage, at))


def returned_in(application) -> PlanStage | None:
    """The stage of its plan in which an application was returned and not sent elsewhere since; else None.

    What had come to the office was returned in its stage, whoever handed it down.
    """
    if application.plan is None or application.state != ApplicationState.RETURNED:
        return None
    back = application.moves_since_submission().filter(move__in=RETURNS, at__gte=application.turn_began_at)
    if not back.exists():
        return None
    return PlanStage.ACCEPT if application.arrived_at else PlanStage.EMPLOYER


def may_come_again(plan, stage: str, at: datetime.datetime | None = None) -> None:
    """Raise Refused unless what was returned in a stage may be handed in again: until that stage ends.

    个人申报 may long be over; the corrections are those that somebody asked for.
    """
    last = plan.last_day(stage)
    if not plan.is_published or last is None:
        raise Refused(_why_shut(plan, stage, at))
    if timezone.localdate(at) > last:
        told = {"stage": PlanStage(stage).label, "contact": contact(plan.office)}
        raise Refused(RETURN_OVER.format(closes=day_words(last), **told))


def return_words(application) -> str:
    """Until when what was returned may be handed in again; empty for what was not, and without a plan."""
    last = return_last_day(application)
    return RETURN_UNTIL.format(closes=day_words(last)) if last else ""


def return_last_day(application) -> datetime.date | None:
    """The last day the plan leaves to hand in again what was returned; None where it sets none."""
    stage = returned_in(application)
    return application.plan.last_day(stage) if stage else None


def cannot_come_back(application) -> str:
    """What a person who withdraws has to know outside 个人申报; empty while it can be handed in again."""
    plan = application.plan
    if plan is None or is_open(plan, PlanStage.APPLY):
        return ""
    return WITHDRAWN_FOR_GOOD.format(contact=contact(plan.office))


def required_sections(plan, series_code: str, level: str) -> tuple[str, ...]:
    """Keys of the sections a plan requires for a series and a level, in the order of the form.

    A line for the series itself goes before one for all series; without either the usual ones are required.
    """
    lines = {line.series and line.series.code: line for line in _requirements(plan) if line.level == level}
    line = lines.get(series_code) or lines.get(None)
    wanted = line.section_keys if line else DEFAULT
    return tuple(key for key in KEYS if key in wanted)


def contact(office) -> str:
    """How to reach an office, to be put after 请 or 或: 致电钦州市职改办（0777-2838125）."""
    return f"致电{office.short_name}（{office.phone}）" if office.phone else f"联系{office.short_name}"


def day_words(day: datetime.date) -> str:
    """11 月 27 日, with the year where it is not the current one."""
    words = f"{day.month} 月 {day.day} 日"
    return words if day.year == timezone.localdate().year else f"{day.year} 年 {words}"


def _requirements(plan):
    return plan.requirements.select_related("series")


def _why_shut(plan, stage, at) -> str:
    told = {"plan": f"{plan}的评审计划", "stage": PlanStage(stage).label, "contact": contact(plan.office)}
    if not plan.is_published:
        return (NOT_PUBLISHED if plan.is_draft else ENDED).format(**told)
    window = plan.window(stage)
    if window is None:
        return NO_WINDOW.format(**told)
    told |= {"opens": day_words(window.opens_on), "closes": day_words(plan.last_day(stage))}
    early = timezone.localdate(at) < window.opens_on
    if stage == PlanStage.APPLY:
        return (APPLY_NOT_YET if early else APPLY_OVER).format(**told)
    return (STAGE_NOT_YET if early else STAGE_OVER).format(**told)
