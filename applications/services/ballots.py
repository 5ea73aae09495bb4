"""When a ballot is passed: so many of those attending must be in favour (人社部令第 40 号: two thirds)."""

import math
from fractions import Fraction

from django.conf import settings


def votes_needed(attending: int) -> int:
    """Votes in favour it takes with so many attending, an abstention counted as attending; at least one."""
    return max(1, math.ceil(Fraction(settings.EVALUATION_PASS_RATIO) * attending))


def judge(attending: int, approve: int) -> tuple[int, bool]:
    """Votes needed, and whether they were reached."""
    needed = votes_needed(attending)
    return needed, approve >= needed
