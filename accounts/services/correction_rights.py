"""Who may see a correction and who may decide it.

Deciding is the act `approve_employer` of the table of jurisdiction: an office answers for what the accounts
of its own area say, those of employers and those of their people alike.
"""

from accounts.actors import Capacity
from accounts.models import IdentityCorrection
from accounts.services.jurisdiction import decide, jurisdiction

ACT = "approve_employer"


def visible_to(actor):
    """The person's own requests; for an office those that were handed in to it."""
    match actor.capacity:
        case Capacity.APPLICANT:
            return IdentityCorrection.objects.filter(person=actor.user)
        case Capacity.TITLE_OFFICE:
            handed_in = IdentityCorrection.objects.filter(submitted_at__isnull=False)
            return handed_in.filter(office__in=jurisdiction(actor, ACT))
    return IdentityCorrection.objects.none()


def is_person(actor, correction) -> bool:
    """The person whose account it is, acting for themselves."""
    return (
        actor is not None and actor.capacity == Capacity.APPLICANT and actor.user.pk == correction.person_id
    )


def is_its_office(actor, correction) -> bool:
    """Staff of the deciding office; whoever asked for the correction never decides it."""
    if actor is None or actor.capacity != Capacity.TITLE_OFFICE or correction.office_id is None:
        return False
    own = frozenset({"self_case"} if actor.user.pk == correction.person_id else ())
    return bool(decide(actor, ACT, item_office=correction.office, conditions=own))
