"""填报说明: the policy files, plans and contacts of the offices a person applies to."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import TitleOffice
from applications.models import Application, EvaluationPlan, PlanWindow, PolicyNotice
from applications.plan_enums import PlanState
from applications.services.policy_notices import with_documents

MOST_NOTICES = 50


def offices_of(actor) -> list[TitleOffice]:
    """The offices that concern a person: of the open applications and of the employer."""
    applied = Application.objects.visible_to(actor).unfinished().values("office")
    employer = actor.user.employer
    mine = Q(pk__in=applied) | Q(pk=employer.office_id if employer else None)
    return list(TitleOffice.objects.active().filter(mine))


def notices_for(offices) -> list:
    """Published policy notices of these offices and of all, the newest first, each with its documents."""
    shown = PolicyNotice.objects.published().filter(Q(office__in=offices) | Q(office=None))
    return with_documents(shown.select_related("office")[:MOST_NOTICES])


def plans_for(offices):
    """The published plans of these offices that have not run out, those of the earliest year first."""
    today = timezone.localdate()
    running = Q(year__gte=today.year) | Exists(
        PlanWindow.objects.filter(plan=OuterRef("pk"), closes_on__gte=today)
    )
    plans = EvaluationPlan.objects.in_state(PlanState.PUBLISHED).with_names().filter(running)
    at_work = plans.filter(committee__office__in=offices, committee__is_active=True)
    return at_work.order_by("year", "committee__office__path", "committee__code")
