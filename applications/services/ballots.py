"""When a ballot counts, and when it is passed (人社部令第 40 号).

Two thirds of the committee must attend, and two thirds of those attending be in favour; both are settings.
"""

import math
from fractions import Fraction

from django.conf import settings

COUNTED = ("members", "attending", "approve", "against", "abstain")
MORE_THAN_ALL = "出席 {attending} 人，多于评委会的 {members} 人，请核对。"
NO_QUORUM = "评委会 {members} 人，至少要有 {quorum} 人出席；只有 {attending} 人出席的表决无效，不能录入。"
SUM = "赞成、反对、弃权合计 {given} 人，与出席 {attending} 人不一致，请核对。"


def _share(ratio: str, people: int) -> int:
    """So many of these people, rounded up; at least one."""
    return max(1, math.ceil(Fraction(ratio) * people))


def quorum(members: int) -> int:
    """How many of a committee must attend."""
    return _share(settings.EVALUATION_QUORUM, members)


def votes_needed(attending: int) -> int:
    """Votes in favour it takes with so many attending, an abstention counted as attending; at least one."""
    return _share(settings.EVALUATION_PASS_RATIO, attending)


def fault(ballot: dict) -> str:
    """Why a ballot in numbers does not count; empty where it does."""
    members, attending = ballot["members"], ballot["attending"]
    given = ballot["approve"] + ballot["against"] + ballot["abstain"]
    if attending > members:
        return MORE_THAN_ALL.format(attending=attending, members=members)
    if attending < quorum(members):
        return NO_QUORUM.format(members=members, quorum=quorum(members), attending=attending)
    return "" if given == attending else SUM.format(given=given, attending=attending)


def judge(attending: int, approve: int) -> tuple[int, bool]:
    """Votes needed, and whether they were reached."""
    needed = votes_needed(attending)
    return needed, approve >= needed
