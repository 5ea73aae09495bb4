"""Which plans are open to applicants, open soon, or are over: many at once, with the days of 个人申报."""

import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from applications.models import EvaluationPlan, PlanWindow
from applications.plan_enums import PlanStage

OPEN, SOON, CLOSED = "open", "soon", "closed"


def plans_shown(when: str, day: datetime.date | None = None) -> QuerySet[EvaluationPlan]:
    """Published plans whose 个人申报 is open, comes, or is over; a late opening counts in.

    A plan that its office ended is over, and so is one whose committee or office is not at work.
    """
    day = day or timezone.localdate()
    apply = PlanWindow.objects.filter(plan=OuterRef("pk"), stage=PlanStage.APPLY)
    plans = EvaluationPlan.objects.filter(published_at__isnull=False).annotate(
        opens=Subquery(apply.values("opens_on")[:1]),
        closes=Greatest(Subquery(apply.values("closes_on")[:1]), F("late_until")),
    )
    at_work = Q(
        closed_at=None,
        committee__is_active=True,
        committee__filed_on__lte=day,
        committee__filed_until__gte=day,
        committee__office__is_active=True,
    )
    if when == OPEN:
        return plans.filter(at_work, opens__lte=day, closes__gte=day)
    if when == SOON:
        return plans.filter(at_work, opens__gt=day)
    return plans.filter(Q(closes__lt=day) | Q(closed_at__isnull=False))
