"""照上一年的计划拟定: the plans of last year, moved by a year, as drafts of the new one."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import TitleOffice
from applications.models import EvaluationCommittee, EvaluationPlan, PlanRequirement, PlanWindow
from applications.policies import manages_plans
from applications.services.plan_desk import NOT_YOURS, TERMS
from core import audit
from core.workflow import NotAllowed

COPY = "将新建草稿"
NO_SOURCE = "上一年度没有计划"
EXISTS = "已经有计划，不动"
NOT_FILED = "备案已到期或评审会已停用"


@dataclass(frozen=True)
class CopyLine:
    """What copying does for one committee; `windows` are (label, first day, last day) as they would be."""

    committee: EvaluationCommittee
    source: EvaluationPlan | None
    outcome: str
    windows: tuple[tuple[str, datetime.date, datetime.date], ...] = ()

    @property
    def is_copied(self) -> bool:
        """Whether a draft is made."""
        return self.outcome == COPY


def preview(office, year: int) -> list[CopyLine]:
    """What `copy_from_last_year` would do now, committee by committee."""
    plans = EvaluationPlan.objects.filter(committee__office=office, year__in=(year - 1, year)).with_names()
    known = {(plan.committee_id, plan.year): plan for plan in plans}
    return [
        _line(committee, known.get((committee.pk, year - 1)), (committee.pk, year) in known, year)
        for committee in EvaluationCommittee.objects.filter(office=office).select_related("series")
    ]


def _line(committee, source, exists: bool, year: int) -> CopyLine:
    if exists:
        return CopyLine(committee, source, EXISTS)
    if source is None:
        return CopyLine(committee, None, NO_SOURCE)
    filed_on = max(datetime.date(year, 1, 1), timezone.localdate())
    if not committee.is_at_work(filed_on):
        return CopyLine(committee, source, NOT_FILED)
    moved = tuple(
        (window.get_stage_display(), next_year(window.opens_on), next_year(window.closes_on))
        for window in source.staged
    )
    return CopyLine(committee, source, COPY, moved)


@transaction.atomic
def copy_from_last_year(office, year: int, *, actor) -> list[EvaluationPlan]:
    """Make drafts for `year` from the plans of the year before; done again it makes nothing.

    Committees out of use or no longer filed are passed over; a late opening is not copied.

    Raises:
        NotAllowed: not their office.
    """
    if not manages_plans(actor, office):
        raise NotAllowed(NOT_YOURS)
    TitleOffice.objects.select_for_update(of=("self",)).get(pk=office.pk)
    made = [_copy(line.source, year) for line in preview(office, year) if line.source and line.is_copied]
    if made:
        audit.record("applications.plans_copied", subject=office, actor=actor, year=year, count=len(made))
    return made


def _copy(source: EvaluationPlan, year: int) -> EvaluationPlan:
    terms = {name: getattr(source, name) for name in TERMS}
    plan = EvaluationPlan.objects.create(committee=source.committee, year=year, **terms)
    PlanWindow.objects.bulk_create(
        PlanWindow(
            plan=plan,
            stage=window.stage,
            opens_on=next_year(window.opens_on),
            closes_on=next_year(window.closes_on),
        )
        for window in source.staged
    )
    PlanRequirement.objects.bulk_create(
        PlanRequirement(plan=plan, series_id=line.series_id, level=line.level, section_keys=line.section_keys)
        for line in source.requirements.all()
    )
    return plan


def next_year(day: datetime.date) -> datetime.date:
    """The same day a year later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
