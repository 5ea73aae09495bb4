"""评议组 of a plan: making one, and dividing everybody who waits by specialty."""

from django.db import IntegrityError, transaction

from applications.enums import ApplicationState
from applications.models import Application, EvaluationGroup
from applications.policies import may_organise_for
from applications.services.many import Outcome, each
from core import audit
from core.errors import Refused
from core.workflow import NotAllowed

NOT_YOURS = "评审由评审会所在的职改办组织。"
EXISTS = "已经有“{name}”，请换一个名称。"
WITHOUT_SPECIALTY = "其他专业"
MOST = 500


@transaction.atomic
def create(plan, name: str, *, actor, specialty: str = "") -> EvaluationGroup:
    """A new group of a plan.

    Raises:
        NotAllowed: not their office. Refused: the plan has a group of this name.
    """
    if not may_organise_for(actor, plan.office):
        raise NotAllowed(NOT_YOURS)
    try:
        with transaction.atomic():
            group = EvaluationGroup.objects.create(plan=plan, name=name, specialty=specialty)
    except IntegrityError:
        raise Refused(EXISTS.format(name=name)) from None
    audit.record("applications.group_created", subject=group, actor=actor, group=name)
    return group


def divide_by_specialty(plan, *, actor) -> list[Outcome]:
    """Put everybody who waits into the group of their specialty, made where it is missing; 500 at once."""
    waiting = Application.objects.filter(plan=plan, state=ApplicationState.ADMITTED).order_by("pk")
    by_specialty: dict[str, list] = {}
    for application in waiting[:MOST]:
        by_specialty.setdefault(application.specialty or WITHOUT_SPECIALTY, []).append(application)
    found = []
    for specialty, people in by_specialty.items():
        group = _group_of(plan, specialty, actor)
        found += each(people, "put_in_group", actor=actor, data={"group": str(group.public_id)})
    return found


def _group_of(plan, specialty, actor) -> EvaluationGroup:
    name = f"{specialty}组"
    known = EvaluationGroup.objects.filter(plan=plan, name=name).first()
    if known:
        return known
    try:
        return create(plan, name, specialty=specialty, actor=actor)
    except NotAllowed:
        raise
    except Refused:  # a colleague was faster
        return EvaluationGroup.objects.get(plan=plan, name=name)
