"""Gates before the pages on which an employer administers itself."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts.enums import UnitRight
from accounts.services import unit_rights
from accounts.services.jurisdiction import decide


def manages_people(actor) -> bool:
    """Whether 员工管理 is open to the person: the owner, and clerks who were given it."""
    return unit_rights.holds(actor, UnitRight.PEOPLE)


def for_people(view):
    """Lets in whoever manages the people of the employer."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not manages_people(request.actor):
            raise PermissionDenied(unit_rights.LACKING[UnitRight.PEOPLE])
        return view(request, *args, **kwargs)

    return guarded


def manages_clerks(actor) -> bool:
    """Whether 账户管理 is open to the person: the owner's account only."""
    return actor.employer is not None and bool(decide(actor, "manage_users", item_office=actor.employer))


def for_owner(view):
    """Lets in the owner alone."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not manages_clerks(request.actor):
            raise PermissionDenied("账户管理只对单位账户开放。")
        return view(request, *args, **kwargs)

    return guarded
