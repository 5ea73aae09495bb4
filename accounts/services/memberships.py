"""The qualities a person may choose between."""

from django.db import transaction

from accounts.actors import actor_of
from accounts.models import Membership
from core import audit


def memberships_of(user):
    """Memberships of a person in force today, houses loaded."""
    return (
        Membership.objects.current()
        .filter(user=user)
        .select_related("employer", "office")
        .order_by("from_on", "pk")
    )


@transaction.atomic
def switch(membership, *, actor):
    """Record that the person acts in another membership (None: as an applicant) and return the new actor."""
    audit.record(
        "accounts.membership_switched",
        subject=actor.user,
        actor=actor,
        membership=str(membership.public_id) if membership else "",
    )
    return actor_of(actor.user, membership)


@transaction.atomic
def sign_out(*, actor):
    """Record the end of a session."""
    audit.record("accounts.signed_out", subject=actor.user, actor=actor)
