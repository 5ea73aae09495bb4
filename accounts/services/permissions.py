"""What staff of an office may do, as a table one can read, and what each may grant to others.

Two sets of permissions, 工作人员 and 管理员 (审验指引 2019, 职改工作人员版), follow from the table of
jurisdiction; beyond them single acts of an administrator may be granted to one person.
"""

from dataclasses import dataclass

from accounts.actors import actor_of
from accounts.acts import Act
from accounts.enums import Role
from accounts.models import Membership, User
from accounts.services.jurisdiction import decide, may_in_some_case

MAKES_ADMINISTRATORS = (Role.ADMIN, Role.BOOTSTRAP)


@dataclass(frozen=True)
class Right:
    """One row of the permission table; `granted` is 单独授予 to the person looked at."""

    act: str
    label: str
    clerk: bool
    admin: bool
    granted: bool

    @property
    def has(self) -> str:
        """Where the right comes from, in words, for a person who is a clerk."""
        return "单独授予" if self.granted else "工作人员" if self.clerk else ""


@dataclass(frozen=True)
class Grants:
    """What one person may grant in one office: roles and single acts, both as values."""

    roles: tuple[str, ...]
    acts: tuple[str, ...]


def rights_of_role(office, role) -> frozenset[str]:
    """The acts somebody in `role` may do in cases of `office`, each at some level of titles."""
    return _rights(_anybody(office, role))


def extra_acts_of(office) -> tuple[str, ...]:
    """The acts of an administrator of `office` that a clerk there lacks, in the order of the table."""
    more = rights_of_role(office, Role.ADMIN) - rights_of_role(office, Role.CLERK)
    return tuple(act for act in Act.values if act in more)


def permission_table(office, membership=None) -> list[Right]:
    """Every act with who has it: clerks, administrators, and by a grant of its own `membership`."""
    clerk, admin = rights_of_role(office, Role.CLERK), rights_of_role(office, Role.ADMIN)
    extra = membership.extra_acts if membership else ()
    return [
        Right(act.value, act.label, act in clerk, act in admin, act.value in extra)
        for act in Act
        if act in admin
    ]


def grantable_by(actor, office=None) -> Grants:
    """What `actor` may grant to people of `office` (default: their own). Nobody grants what they lack.

    The default account has no right but user management, yet it is made to appoint the first administrators
    (审验指引 2019: 由默认账户勾选“职改办管理员”).
    """
    office = office or actor.office
    if office is None or not decide(actor, "manage_users", item_office=office):
        return Grants((), ())
    own = _rights(actor)
    roles = (Role.CLERK, Role.ADMIN) if actor.role in MAKES_ADMINISTRATORS else (Role.CLERK,)
    return Grants(
        tuple(str(role) for role in roles), tuple(act for act in extra_acts_of(office) if act in own)
    )


def may_manage(actor, membership) -> bool:
    """Whether `actor` may change, disable or enable this person's place in their office.

    Nobody manages themselves, nor anybody who may do more than they.
    """
    return bool(_above(actor, membership) and decide(actor, "manage_users", item_office=membership.office))


def may_reset_password(actor, membership) -> bool:
    """Whether `actor` may give this person a new one-time secret."""
    return bool(_above(actor, membership) and decide(actor, "reset_password", item_office=membership.office))


def _above(actor, membership) -> bool:
    if membership.office is None or membership.user_id == actor.user.pk:
        return False
    if actor.role in MAKES_ADMINISTRATORS:
        return actor.role == Role.ADMIN or membership.role != Role.BOOTSTRAP
    return membership.role == Role.CLERK and set(membership.extra_acts) <= _rights(actor)


def _rights(actor) -> frozenset[str]:
    return frozenset(act for act in Act.values if may_in_some_case(actor, act))


def _anybody(office, role):
    """Nobody in particular who serves `office` in `role`; lives in memory only."""
    return actor_of(User(), Membership(user=User(), office=office, role=role))
