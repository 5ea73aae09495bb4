"""继续教育: the hours of a year and the years asked for."""

from decimal import Decimal


def enough_hours(parameters, facts) -> bool:
    """JX-20: at least `min_hours` in the year."""
    return facts["total"] >= parameters["min_hours"]


def total_adds_up(parameters, facts) -> bool:
    """JX-21: the total is the sum of its parts."""
    parts = sum((Decimal(str(part)) for part in facts["parts"]), Decimal(0))
    return abs(parts - Decimal(str(facts["total"]))) <= parameters["tolerance"]


def years_present(_parameters, facts) -> bool:
    """JX-22: every year asked for has its row."""
    return set(facts["required"]) <= set(facts["have"])
