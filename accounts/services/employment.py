"""A person's place at an employer, and the history of it."""

from django.utils import timezone

from accounts.enums import Joining
from accounts.models import Employment, User


def place(person, employer, *, how="", note=""):
    """Put a locked person at `employer` (None: at none) with the history; part of the caller's transaction.

    Args:
        how: a Joining value, for the history of the new employer.
        note: why the former employer is left.
    """
    if person.employer_id == getattr(employer, "pk", None):
        return
    _close(person, note)
    if employer is not None:
        Employment.objects.create(user=person, employer=employer, joined_by=how)
    person.employer = employer
    person.save(update_fields=["employer"])


def _close(person, note) -> None:
    """End the open stretch; one from before this history was kept has no beginning."""
    now = timezone.now()
    open_one = Employment.objects.filter(user=person, left_at=None)
    known = open_one.filter(employer=person.employer_id).exists()
    open_one.update(left_at=now, left_note=note)
    if person.employer_id and not known:
        Employment.objects.create(
            user=person, employer_id=person.employer_id, joined_at=None, left_at=now, left_note=note
        )


def move_all(former, employer) -> int:
    """Let everybody of `former` belong to `employer`, as after a merger; part of the caller's transaction."""
    people = list(User.objects.select_for_update().filter(employer=former).order_by("pk"))
    for person in people:
        place(person, employer, how=Joining.MERGED, note=f"并入{employer.name}"[:200])
    return len(people)
