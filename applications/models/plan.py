"""评审计划: what one committee opens in one year, when, for what fee, and what has to be filled in."""

import datetime
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.services.jurisdiction import jurisdiction
from applications.models.committee import EvaluationCommittee
from applications.plan_enums import PlanStage, PlanState
from catalogue.enums import TitleLevel
from core.badges import Badge
from core.models import PublicModel

# A late opening lets people hand in and their employers pass on; what follows is the office's own work.
LENGTHENED = (PlanStage.APPLY, PlanStage.EMPLOYER)


def money_words(amount: Decimal) -> str:
    """50 元, or 免费 for nothing."""
    return f"{amount.normalize():f} 元" if amount else "免费"


class EvaluationPlanQuerySet(models.QuerySet):
    """Questions about many plans."""

    def visible_to(self, actor):
        """The plans of the offices whose plans the person may set or see."""
        return self.filter(committee__office__in=jurisdiction(actor, "see"))

    def in_state(self, state):
        """Those in one PlanState."""
        match state:
            case PlanState.DRAFT:
                return self.filter(published_at=None)
            case PlanState.CLOSED:
                return self.filter(closed_at__isnull=False)
        return self.filter(published_at__isnull=False, closed_at=None)

    def with_names(self):
        """With what a list or a card names, in two statements."""
        return self.select_related("committee__office", "committee__series").prefetch_related("windows")


class EvaluationPlan(PublicModel):
    """The plan of one committee for one year.

    `fee_amount` is in yuan, 0 is free of charge; `quota` None is without limit; `notes` are read by
    applicants. A late opening (补报) has its last day and its reason.
    """

    committee = models.ForeignKey(EvaluationCommittee, on_delete=models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    fee_amount = models.DecimalField(
        max_digits=8, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    collects_online = models.BooleanField(default=False)
    quota = models.PositiveIntegerField(null=True, blank=True)
    needs_authority_review = models.BooleanField(default=False)
    notes = models.TextField(max_length=2000, blank=True)
    late_until = models.DateField(null=True, blank=True)
    late_reason = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EvaluationPlanQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "committee__office__path", "committee__code"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "year"], name="one_plan_per_committee_and_year"),
            models.CheckConstraint(condition=Q(fee_amount__gte=0), name="plan_fee_is_not_negative"),
            models.CheckConstraint(
                condition=Q(quota__isnull=True) | Q(quota__gte=1), name="plan_quota_is_positive"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(published_at__isnull=False),
                name="closed_plan_was_published",
            ),
            models.CheckConstraint(
                condition=Q(late_until__isnull=True, late_reason="")
                | (Q(late_until__isnull=False) & ~Q(late_reason="")),
                name="late_opening_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.year} 年度{self.committee}"

    @property
    def fee_words(self) -> str:
        """50 元, or 免费."""
        return money_words(self.fee_amount)

    @property
    def office(self):
        """The office that holds the plan."""
        return self.committee.office

    @property
    def state(self) -> PlanState:
        """Draft, published or closed."""
        if self.published_at is None:
            return PlanState.DRAFT
        return PlanState.PUBLISHED if self.closed_at is None else PlanState.CLOSED

    @property
    def is_published(self) -> bool:
        """Whether applicants see it; a closed plan is not."""
        return self.state == PlanState.PUBLISHED

    @property
    def is_draft(self) -> bool:
        """Whether nobody but the office knows of it yet."""
        return self.state == PlanState.DRAFT

    @property
    def status_badge(self) -> Badge:
        """What `{% status plan %}` shows: the state, and of a published one how its 个人申报 stands."""
        if not self.is_published:
            return Badge(self.state.family, self.state.label)
        window, today = self.window(PlanStage.APPLY), timezone.localdate()
        if window is None or today < window.opens_on:
            return Badge("doing", "已发布，未开始")
        if window.covers(today):
            return Badge("pass", "申报中")
        return Badge("public", "补报中") if self.is_late(today) else Badge("void", "申报已截止")

    def is_late(self, day: datetime.date) -> bool:
        """Whether `day` lies in the late opening: after the end of 个人申报 and not after `late_until`."""
        window = self.window(PlanStage.APPLY)
        return bool(window and self.late_until and window.closes_on < day <= self.late_until)

    def window(self, stage: str) -> "PlanWindow | None":
        """The window of one stage, or None where the plan has none; in memory once prefetched."""
        return next((window for window in self.windows.all() if window.stage == stage), None)

    @property
    def staged(self) -> "list[PlanWindow]":
        """Its windows in the order of the stages."""
        return [window for stage in PlanStage if (window := self.window(stage))]

    def last_day(self, stage: str) -> datetime.date | None:
        """The last day of a stage, a late opening counted in."""
        window = self.window(stage)
        if window is None:
            return None
        late = self.late_until if stage in LENGTHENED else None
        return max(window.closes_on, late) if late else window.closes_on


class PlanWindow(models.Model):
    """The days of one stage: from 0:00 of the first to 24:00 of the last, Asia/Shanghai."""

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.CASCADE, related_name="windows")
    stage = models.CharField(max_length=8, choices=PlanStage)
    opens_on = models.DateField()
    closes_on = models.DateField()

    class Meta:
        ordering = ["opens_on", "closes_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "stage"], name="one_window_per_stage"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="window_closes_after_opening"
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} {self.opens_on:%Y-%m-%d}–{self.closes_on:%Y-%m-%d}"

    def covers(self, day: datetime.date) -> bool:
        """Whether `day` is one of its days."""
        return self.opens_on <= day <= self.closes_on


class PlanRequirement(models.Model):
    """Which sections a plan requires for one level; `series` None speaks of every series of the committee."""

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.CASCADE, related_name="requirements")
    series = models.ForeignKey(
        "catalogue.TitleSeries", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    level = models.CharField(max_length=20, choices=TitleLevel)
    section_keys = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "series", "level"],
                nulls_distinct=False,
                name="one_requirement_per_series_and_level",
            )
        ]

    def __str__(self):
        return f"{self.plan_id} {self.level}"


class PlanChange(PublicModel):
    """What was changed in a plan after it was published, and why, as the people filling in are told it.

    `cursor` is the last person who was told.
    """

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.CASCADE, related_name="changes")
    what = models.CharField(max_length=600)
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cursor = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.plan_id} {self.what[:40]}"
