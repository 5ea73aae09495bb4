"""The person in the quality they act in now."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.enums import Capacity
from accounts.models import Membership, User

__all__ = ["ANONYMOUS", "SESSION_KEY", "Actor", "Capacity", "actor_of"]

SESSION_KEY = "membership"


@dataclass(frozen=True)
class Actor:
    """Who acts: a user, the capacity chosen at sign-in, and the membership behind it if there is one."""

    user: User | AnonymousUser
    capacity: str
    membership: Membership | None = None

    @property
    def is_authenticated(self):
        return self.user.is_authenticated

    @property
    def employer(self):
        """The employer served now; a person's own employer is `actor.user.employer`."""
        return self.membership.employer if self.membership else None

    @property
    def employer_id(self):
        return self.membership.employer_id if self.membership else None

    @property
    def office(self):
        return self.membership.office if self.membership else None

    @property
    def office_id(self):
        return self.membership.office_id if self.membership else None

    @property
    def role(self):
        return self.membership.role if self.membership else ""


ANONYMOUS = Actor(AnonymousUser(), Capacity.ANONYMOUS)


def actor_of(user, membership=None):
    """Put a person and a membership (or none) together; the house of the membership gives the capacity."""
    if not user.is_authenticated:
        return ANONYMOUS
    if membership is None:
        return Actor(user, Capacity.APPLICANT)
    capacity = Capacity.TITLE_OFFICE if membership.office_id else Capacity.EMPLOYER
    return Actor(user, capacity, membership)
