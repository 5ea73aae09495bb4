"""A change of a published plan: kept with its reason, and told to everybody whose draft it concerns."""

from django.db import transaction

from accounts.models import User
from accounts.services.alerts import tell_everywhere
from applications.enums import ApplicationState
from applications.models import PlanChange
from applications.services.plans import contact
from core import outbox

TELL = "applications.tell_plan_change"
EVALUATION = "evaluation"
BATCH = 200


def filling_in(plan):
    """Applications for this plan that lie with their applicants, those to be paid for among them."""
    lying = (*ApplicationState.editable, ApplicationState.AWAITING_PAYMENT)
    return plan.applications.filter(state__in=lying)


def announce(plan, clauses: list[str], reason: str, *, actor) -> PlanChange:
    """Keep what was changed and why; the worker tells everybody. Part of the caller's transaction."""
    change = PlanChange.objects.create(
        plan=plan, what="；".join(clauses)[:600], reason=reason, made_by=actor.user
    )
    outbox.add(TELL, subject=change)
    return change


@outbox.handler(TELL)
def tell_change(row) -> None:
    """Tell batch by batch; a worker that takes over goes on behind the last person told."""
    while tell_batch(row.subject_id):
        pass


@transaction.atomic
def tell_batch(public_id) -> bool:
    """Tell the next people; False when there was nobody left."""
    change = PlanChange.objects.select_for_update().get(public_id=public_id)
    people = User.objects.filter(pk__gt=change.cursor, applications__in=filling_in(change.plan))
    reached = list(people.distinct().order_by("pk")[:BATCH])
    for user in reached:
        tell_everywhere(
            user, "plan_changed", context=context_of(change.plan, change), url_name="applications:guide"
        )
    if reached:
        change.cursor = reached[-1].pk
        change.save(update_fields=["cursor"])
    return bool(reached)


def context_of(plan, change) -> dict:
    """The words the texts may use."""
    return {
        "plan": str(plan),
        "what": change.what,
        "reason": change.reason,
        "contact": contact(plan.office),
    }
