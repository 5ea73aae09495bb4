"""Open cases of an employer that became part of another."""

from applications.enums import ApplicationState
from applications.models import Application, EmployerNotice


def lock_open(employer) -> None:
    """Lock the open cases of an employer, before the employer itself, as everywhere."""
    list(_open(employer).select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def move_open(employer, survivor) -> int:
    """Hand the open cases to the employer that stays; returns how many. Closed ones keep the old name.

    With them go the notices that speak of them, and what was sent up to it as 主管单位.
    """
    EmployerNotice.objects.filter(employer=employer).update(employer=survivor)
    moved = _own(employer).update(employer=survivor)
    return moved + _sent_up(employer).update(authority=survivor)


def _open(employer):
    return _own(employer) | _sent_up(employer)


def _own(employer):
    return Application.objects.unfinished().filter(employer=employer)


def _sent_up(employer):
    lying = Application.objects.unfinished().filter(state=ApplicationState.AUTHORITY_REVIEW)
    return lying.filter(authority=employer)
