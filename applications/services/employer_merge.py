"""Open cases of an employer that became part of another."""

from applications.models import Application


def lock_open(employer) -> None:
    """Lock the open cases of an employer, before the employer itself, as everywhere."""
    list(_open(employer).select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def move_open(employer, survivor) -> int:
    """Hand the open cases to the employer that stays; returns how many. Closed ones keep the old name."""
    return _open(employer).update(employer=survivor)


def _open(employer):
    return Application.objects.unfinished().filter(employer=employer)
