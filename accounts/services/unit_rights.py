"""What a person who serves an employer may do there: the owner everything, a clerk what was granted."""

from accounts.actors import Capacity
from accounts.enums import Role, UnitRight
from core.errors import Refused

LACKING = {
    UnitRight.REVIEW: "您的账户没有“审核推荐”权限，可以查看申报，不能办理。请联系本单位的单位账户开通。",
    UnitRight.PEOPLE: "您的账户没有“员工管理”权限。请联系本单位的单位账户开通。",
    UnitRight.EXPORT: "您的账户没有“导出”权限。请联系本单位的单位账户开通。",
}


def rights_of(actor) -> frozenset[str]:
    """The rights of the person at the employer acted for; none for anybody else."""
    if actor is None or actor.capacity != Capacity.EMPLOYER:
        return frozenset()
    if actor.role == Role.OWNER:
        return frozenset(UnitRight.values)
    return frozenset(UnitRight.values) & frozenset(actor.membership.extra_acts)


def holds(actor, right: UnitRight) -> bool:
    """Whether the person may do this at the employer acted for."""
    return right in rights_of(actor)


def require(actor, right: UnitRight) -> None:
    """Raise Refused with a sentence unless the person holds `right`."""
    if not holds(actor, right):
        raise Refused(LACKING[right])
