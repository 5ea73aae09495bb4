"""Acts on people and offices that concern the open cases as well: one transaction for both."""

from django.db import transaction

from accounts.services import offices, users
from applications.services.handover import hand_over, on_the_desk_of, open_cases_of
from core.errors import Refused


@transaction.atomic
def disable_user(membership, *, successor, note, actor):
    """停用 a person's place in an office and hand their open cases to `successor` (None: there are none).

    Returns:
        How many cases were handed over.

    Raises:
        Refused: not theirs to disable, or cases are open and nobody is named.
    """
    users.disable(membership, note=note, actor=actor)
    person, office = membership.user, membership.office
    waiting = on_the_desk_of(person, office).count()
    if not waiting:
        return 0
    if successor is None:
        raise Refused(f"{person.name}还有 {waiting} 件在办申报，请选择接手的同事。")
    return hand_over(person, successor, office, actor=actor)


def close_office(office, *, actor):
    """停用 an office directly below, unless cases are still under way there."""
    return offices.take_out_of_use(office, open_cases=open_cases_of, actor=actor)
