"""Who sees which employers, and who may do what to one."""

from accounts.enums import Capacity, Role
from accounts.models import Employer
from accounts.services.jurisdiction import decide, jurisdiction

APPROVE = "approve_employer"


def visible_to(actor):
    """The employers a person may know of as staff: their own one, or those of the offices they see."""
    match actor.capacity:
        case Capacity.EMPLOYER:
            return Employer.objects.filter(pk=actor.employer_id)
        case Capacity.TITLE_OFFICE:
            return Employer.objects.filter(office__in=jurisdiction(actor, "see"))
    return Employer.objects.none()


def is_its_office(actor, employer) -> bool:
    """Policy: staff of the office the employer reports to (the table's row on approving employers)."""
    if actor is None or actor.capacity != Capacity.TITLE_OFFICE:
        return False
    return bool(decide(actor, APPROVE, item_office=employer.office))


def is_its_owner(actor, employer) -> bool:
    """Policy: whoever acts with the employer's own account, not its clerks."""
    return (
        actor is not None
        and actor.capacity == Capacity.EMPLOYER
        and actor.role == Role.OWNER
        and actor.employer_id == employer.pk
    )


def is_admin_above(actor, employer) -> bool:
    """Policy: an administrator of the employer's office or of one above it."""
    if actor is None or actor.capacity != Capacity.TITLE_OFFICE or actor.role != Role.ADMIN:
        return False
    return f"{employer.office.path}/".startswith(f"{actor.office.path}/")
