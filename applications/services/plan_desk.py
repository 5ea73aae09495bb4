"""What an office does with its yearly plans: open, change, publish, open late, close.

The row of the plan is the lock for its windows and requirements.
"""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import EvaluationPlan, PlanRequirement, PlanWindow
from applications.plan_enums import PlanStage
from applications.plan_sections import ALWAYS, KEYS
from applications.policies import manages_plans
from applications.services import plan_news, plan_rules, plan_words
from applications.services.plans import day_words
from core import audit
from core.errors import Refused, Stale
from core.workflow import NotAllowed

NOT_YOURS = "评审计划由评审会所在的职改办设置。"
EXISTS = "{year} 年度已经有这个评审会的计划，请直接修改。"
CHANGED = "这个计划刚刚有人改过，请对照现在的内容再办理。"
ENDED = "这个计划已经结束，不能再改。"
NEEDS_REASON = "计划已经发布，请写明修改的原因。原因会记录下来，并告诉正在填报的人。"
NO_ONLINE_FEES = "本办还没有开通网上收取费用。请先在“组织机构”里开通，或改为线下收费。"
NOT_DRAFT = "这个计划已经发布过了。"
NOT_OUT = "只有已发布的计划才能办理这一步。"
TERMS = tuple(plan_words.TERMS)
CHANGE, PUBLISH, LATE, CLOSE = "change", "publish", "late", "close"


def acts_open_to(actor, plan) -> tuple[str, ...]:
    """What the person may do with the plan now."""
    if not manages_plans(actor, plan.office):
        return ()
    if plan.is_draft:
        return (CHANGE, PUBLISH)
    return (CHANGE, LATE, CLOSE) if plan.is_published else ()


def days_of(plan) -> plan_rules.Windows:
    """The windows of a plan as pairs of days by stage."""
    return {window.stage: (window.opens_on, window.closes_on) for window in plan.windows.all()}


@transaction.atomic
def create(committee, year: int, *, actor) -> EvaluationPlan:
    """Begin the plan of a committee for a year, as a draft without windows.

    Raises:
        NotAllowed: not their office. Refused: the committee is out of use, or has a plan for that year.
    """
    if not manages_plans(actor, committee.office):
        raise NotAllowed(NOT_YOURS)
    if not committee.is_active:
        raise Refused("这个评审会已停用，不能新建计划。")
    try:
        with transaction.atomic():
            plan = EvaluationPlan.objects.create(committee=committee, year=year)
    except IntegrityError:
        raise Refused(EXISTS.format(year=year)) from None
    audit.record("applications.plan_created", subject=plan, actor=actor, committee=committee.code, year=year)
    return plan


@transaction.atomic
def change(
    plan, terms: dict, windows: plan_rules.Windows, *, reason: str, expected_version: int, actor
) -> EvaluationPlan:
    """Save terms and windows; of a published plan with a reason, which is told to those with drafts.

    Args:
        terms: values by the names in `TERMS`.
        windows: first and last day by stage; a stage left out has no window.

    Raises:
        NotAllowed, Stale, or Refused: windows out of order, or a published plan made incomplete.
    """
    locked = _lock(plan, actor, expected_version)
    before = {name: getattr(locked, name) for name in TERMS}
    days = days_of(locked)
    clauses = plan_words.terms_changed(before, terms) + plan_words.windows_changed(days, windows)
    if not clauses:
        return locked
    _check(locked, terms, windows)
    for name in TERMS:
        setattr(locked, name, terms[name])
    _keep_late(locked, windows)
    _write_windows(locked, windows)
    _saved(locked, clauses, reason, actor)
    audit.record(
        "applications.plan_changed",
        subject=locked,
        actor=actor,
        fields=[name for name in TERMS if before[name] != terms[name]],
        windows=[str(stage) for stage in PlanStage if days.get(stage) != windows.get(stage)],
        reason=reason,
    )
    return locked


@transaction.atomic
def set_requirements(
    plan, series, sections: dict[str, list[str]], *, reason: str, expected_version: int, actor
) -> EvaluationPlan:
    """Set the sections required for each level, for one series or, with None, for all.

    Args:
        sections: keys by TitleLevel value; 基本信息 is required whether it is named or not.

    Raises:
        NotAllowed, Stale, or Refused: no reason for a published plan.
    """
    locked = _lock(plan, actor, expected_version)
    kept = {line.level: line for line in locked.requirements.filter(series=series)}
    wanted = {
        level: [key for key in KEYS if key == ALWAYS or key in keys] for level, keys in sections.items()
    }
    changed = [
        level for level, keys in wanted.items() if level not in kept or kept[level].section_keys != keys
    ]
    if not changed:
        return locked
    for level in changed:
        PlanRequirement.objects.update_or_create(
            plan=locked, series=series, level=level, defaults={"section_keys": wanted[level]}
        )
    _saved(locked, [plan_words.requirements_changed(changed)], reason, actor)
    audit.record(
        "applications.plan_requirements_changed", subject=locked, actor=actor, levels=changed, reason=reason
    )
    return locked


@transaction.atomic
def publish(plan, *, expected_version: int, actor) -> EvaluationPlan:
    """发布: let applicants see it. Raises NotAllowed, Stale or Refused, with everything that is missing."""
    locked = _own(plan, actor)
    if not locked.is_draft:
        raise Refused(NOT_DRAFT)
    _as_seen(locked, expected_version)
    windows = days_of(locked)
    faults = plan_rules.window_faults(locked.year, windows)
    faults += plan_rules.publishing_faults(locked.committee, windows, locked.fee_amount)
    if faults:
        raise Refused("".join(sentence for _, sentence in faults))
    locked.published_at = timezone.now()
    _store(locked)
    audit.record("applications.plan_published", subject=locked, actor=actor, year=locked.year)
    return locked


@transaction.atomic
def open_late(plan, *, until: datetime.date, reason: str, expected_version: int, actor) -> EvaluationPlan:
    """补报: let people hand in, and employers pass on, until a later day; told to those with drafts.

    Raises:
        NotAllowed, Stale, or Refused: not published, no reason, or a day that cannot be.
    """
    locked = _lock_published(plan, actor, expected_version)
    if fault := plan_rules.late_fault(days_of(locked), until, timezone.localdate()):
        raise Refused(fault)
    locked.late_until, locked.late_reason = until, reason.strip()
    _saved(locked, [f"开放补报，到 {day_words(until)}截止"], reason, actor)
    audit.record(
        "applications.plan_opened_late", subject=locked, actor=actor, until=until.isoformat(), reason=reason
    )
    return locked


@transaction.atomic
def close(plan, *, reason: str, expected_version: int, actor) -> EvaluationPlan:
    """结束: shut all its windows for good; told to those with drafts. Raises as `open_late` does."""
    locked = _lock_published(plan, actor, expected_version)
    locked.closed_at = timezone.now()
    plan_news.announce(locked, ["计划已经结束，不再办理"], _reason(reason), actor=actor)
    _store(locked)
    audit.record("applications.plan_closed", subject=locked, actor=actor, reason=reason)
    return locked


def _own(plan, actor) -> EvaluationPlan:
    rows = EvaluationPlan.objects.select_for_update(of=("self",)).select_related("committee__office")
    locked = rows.get(pk=plan.pk)
    if not manages_plans(actor, locked.office):
        raise NotAllowed(NOT_YOURS)
    return locked


def _as_seen(locked, expected_version) -> None:
    if locked.version != expected_version:
        raise Stale(locked, CHANGED)


def _lock(plan, actor, expected_version) -> EvaluationPlan:
    locked = _own(plan, actor)
    if locked.closed_at:
        raise Refused(ENDED)
    _as_seen(locked, expected_version)
    return locked


def _lock_published(plan, actor, expected_version) -> EvaluationPlan:
    locked = _lock(plan, actor, expected_version)
    if not locked.is_published:
        raise Refused(NOT_OUT)
    return locked


def _check(plan, terms, windows) -> None:
    if terms["collects_online"] and not plan.office.fees_online:
        raise Refused(NO_ONLINE_FEES)
    faults = plan_rules.window_faults(plan.year, windows)
    if plan.is_published:
        faults += plan_rules.publishing_faults(plan.committee, windows, terms["fee_amount"])
    if faults:
        raise Refused("".join(sentence for _, sentence in faults))


def _keep_late(plan, windows) -> None:
    """A late opening ends where the window itself now reaches; it may not outlast 受理."""
    if plan.late_until is None:
        return
    if plan.late_until <= windows[PlanStage.APPLY][1]:
        plan.late_until, plan.late_reason = None, ""
    elif plan.late_until > windows[PlanStage.ACCEPT][1]:
        raise Refused(f"补报开放到 {day_words(plan.late_until)}，受理不能在这之前截止。")


def _write_windows(plan, windows) -> None:
    plan.windows.exclude(stage__in=windows).delete()
    for stage, (opens_on, closes_on) in windows.items():
        PlanWindow.objects.update_or_create(
            plan=plan, stage=stage, defaults={"opens_on": opens_on, "closes_on": closes_on}
        )


def _saved(plan, clauses, reason, actor) -> None:
    """Write the new version; of a published plan tell why."""
    if plan.is_published:
        plan_news.announce(plan, clauses, _reason(reason), actor=actor)
    _store(plan)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused(NEEDS_REASON)
    return reason.strip()


def _store(plan) -> None:
    plan.version += 1
    plan.save()
