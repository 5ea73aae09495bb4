"""我能报什么: which titles a person may apply for, by which road, and when. Facts in, verdicts out.

The first rule of the table that fits decides. Months end on the day of the same number, or on the last of a
month that has none; both ends of a window belong to it. What is not known fits no rule that asks for it.
"""

import calendar
import datetime
from dataclasses import dataclass, replace

from applications.services.eligibility_rules import (
    AFTER,
    ANY_TIME,
    BEFORE,
    ELIGIBLE,
    EXPIRED,
    FUTURE,
    GRADUATION,
    INSIDE,
    NEVER,
    NOT_YET,
    ROADS,
    Rule,
    rules,
)
from catalogue.enums import TitleLevel

LOWEST_FIRST = tuple(reversed(TitleLevel.values))
DATED = (ELIGIBLE, NOT_YET, EXPIRED)


@dataclass(frozen=True)
class Facts:
    """What is known of a person; empty or None is unknown, or none at all.

    `education`, `degree` and `skill` are words of the table (本科, 硕士, 预备技师), `held_level` is a
    TitleLevel value, `series` the two-digit code of the series applied for, `specialty` its group of
    specialties where the catalogue has one.
    """

    as_of: datetime.date
    education: str = ""
    degree: str = ""
    skill: str = ""
    held_level: str = ""
    series: str = ""
    specialty: str = ""
    graduated_on: datetime.date | None = None
    worked_since: datetime.date | None = None


@dataclass(frozen=True)
class Verdict:
    """What one rule says of one road to one level.

    `road` is 认定 or 评审, empty where one rule decides for both. Days stand only where the rule gives them.
    """

    rule_id: str
    road: str
    target_level: str
    answer: str
    sentence: str
    source: str
    earliest_on: datetime.date | None
    last_on: datetime.date | None
    office_hint: str

    @property
    def is_eligible(self) -> bool:
        """Whether the rule says yes."""
        return self.answer == ELIGIBLE


@dataclass(frozen=True)
class Window:
    """From when until when a rule lets a person apply, both days included; None is no limit.

    `is_whole` is False where the day it opens hangs on what is not known.
    """

    opens_on: datetime.date | None
    closes_on: datetime.date | None
    is_whole: bool = True

    def state(self, day: datetime.date) -> str:
        """Where a day lies: after, never, before or inside, judged in this order; empty where not known."""
        if self.closes_on and day > self.closes_on:
            return AFTER
        if not self.is_whole:
            return ""
        if self.opens_on and self.closes_on and self.opens_on > self.closes_on:
            return NEVER
        if self.opens_on and day < self.opens_on:
            return BEFORE
        return INSIDE


def judge(facts: Facts) -> list[Verdict]:
    """The verdicts for every level, lowest first, and both roads; one where a rule decides for both."""
    found = []
    for level in LOWEST_FIRST:
        verdicts = [verdict(facts, road, level) for road in ROADS]
        if verdicts[0] == verdicts[1]:
            found.append(verdicts[0])
        else:
            found += [replace(one, road=road) for one, road in zip(verdicts, ROADS, strict=True)]
    return found


def verdict(facts: Facts, road: str, level: str) -> Verdict:
    """What the rules say of one road (认定 or 评审) to one level (a TitleLevel value)."""
    rule = next(rule for rule in rules() if _fits(rule, facts, road, level))
    window = _window(rule, facts) if rule.answer in DATED else None
    return Verdict(
        rule_id=rule.rule_id,
        road=rule.road,
        target_level=level,
        answer=rule.answer,
        sentence=rule.sentence,
        source=rule.source,
        earliest_on=window.opens_on if window else None,
        last_on=window.closes_on if window else None,
        office_hint=rule.office_hint,
    )


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The day that many months later; the last of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _fits(rule: Rule, facts: Facts, road: str, level: str) -> bool:
    return (
        rule.road in ("", road)
        and _takes(rule.levels, level)
        and (not rule.series or rule.series == facts.series)
        and (not rule.specialty or rule.specialty == facts.specialty)
        and _studied(rule, facts)
        and _takes(rule.degree, facts.degree)
        and (not rule.needs_held_title or _holds(facts, level))
        and _in_time(rule, facts)
    )


def _takes(words: tuple[str, ...], word: str) -> bool:
    return not words or word in words


def _studied(rule: Rule, facts: Facts) -> bool:
    """Schooling and skill: where a rule names both, one of them is enough."""
    if rule.education and rule.skill:
        return facts.education in rule.education or facts.skill in rule.skill
    return _takes(rule.education, facts.education) and _takes(rule.skill, facts.skill)


def _holds(facts: Facts, level: str) -> bool:
    held = facts.held_level
    return bool(held) and LOWEST_FIRST.index(held) >= LOWEST_FIRST.index(level)


def _in_time(rule: Rule, facts: Facts) -> bool:
    if ANY_TIME in rule.windows:
        return True
    if facts.graduated_on is None:
        return False
    if facts.graduated_on > facts.as_of:
        return FUTURE in rule.windows
    window = _window(rule, facts)
    return window is not None and window.state(facts.as_of) in rule.windows


def _window(rule: Rule, facts: Facts) -> Window | None:
    """The days of a rule for one person; None where the graduation, which all count from, is not known."""
    graduated = facts.graduated_on
    if graduated is None:
        return None
    closes_on = None if rule.max_months is None else months_after(graduated, rule.max_months)
    if rule.min_months is None:
        return Window(None, closes_on)
    starts = graduated if rule.counts_from == GRADUATION else facts.worked_since
    if starts is None:
        return Window(None, closes_on, is_whole=False)
    return Window(months_after(max(starts, graduated), rule.min_months), closes_on)
