"""The table data/eligibility_rules.csv: who may apply for which title, by which road, and when."""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

from catalogue.enums import TitleLevel

TABLE = Path(__file__).resolve().parent.parent / "data" / "eligibility_rules.csv"
COLUMNS = (
    "id",
    "road",
    "education",
    "degree",
    "skill",
    "current_title_level",
    "min_months",
    "max_months",
    "target_level",
    "series_scope",
    "office_hint",
    "answer",
    "sentence_zh",
    "source",
    "certainty",
    "window_state",
    "min_counts_from",
)
ANYTHING = "*"
SAME_OR_HIGHER = "same_or_higher"
# What a rule answers: may apply, not yet, too late, ask somebody, a national examination decides.
ELIGIBLE, NOT_YET, EXPIRED, ASK, EXAM = "eligible", "not_yet", "expired", "ask", "exam"
# Where a day lies as seen from a window; ANY_TIME is a rule that does not look at it.
FUTURE, INSIDE, BEFORE, AFTER, NEVER, ANY_TIME = "future", "inside", "before", "after", "never", "any"
ROADS = RECOGNITION, EVALUATION = "认定", "评审"
WORK, GRADUATION = "work", "graduation"
NEAREST = "就近的职改办"
LEVELS = {level.label: level.value for level in TitleLevel}


@dataclass(frozen=True)
class Rule:
    """One line of the table; an empty tuple or text takes anything, months are None where there is no limit.

    `series` is the two-digit code of a series, `specialty` narrows it to one group of specialties. Who is
    told to ask is always told whom: the nearest office where the table names none.
    """

    rule_id: str
    road: str
    education: tuple[str, ...]
    degree: tuple[str, ...]
    skill: tuple[str, ...]
    needs_held_title: bool
    min_months: int | None
    max_months: int | None
    levels: tuple[str, ...]
    series: str
    specialty: str
    office_hint: str
    answer: str
    sentence: str
    source: str
    windows: tuple[str, ...]
    counts_from: str


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The table in its order; ValueError for a table that cannot be understood."""
    return read(TABLE)


def specialties_apart() -> list[tuple[str, str]]:
    """(code of the series, group of specialties) of those the table judges apart from their series."""
    return sorted({(rule.series, rule.specialty) for rule in rules() if rule.specialty})


def read(path: Path) -> tuple[Rule, ...]:
    """The rules of one file, each column checked."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        if tuple(table.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path.name}: the columns are not those of the table")
        found = tuple(_rule(line) for line in table)
    if len({rule.rule_id for rule in found}) != len(found):
        raise ValueError(f"{path.name}: two rules share an id")
    return found


def _rule(line: dict[str, str]) -> Rule:
    series, _, specialty = _text(line["series_scope"]).partition("/")
    return Rule(
        rule_id=line["id"],
        road=_one_of(_text(line["road"]), ("", *ROADS), line),
        education=_words(line["education"]),
        degree=_words(line["degree"]),
        skill=_words(line["skill"]),
        needs_held_title=_one_of(line["current_title_level"], (ANYTHING, SAME_OR_HIGHER), line) != ANYTHING,
        min_months=_months(line["min_months"]),
        max_months=_months(line["max_months"]),
        levels=tuple(LEVELS[_one_of(word, LEVELS, line)] for word in _words(line["target_level"])),
        series=series[:2],
        specialty=specialty,
        office_hint=line["office_hint"] or (NEAREST if line["answer"] == ASK else ""),
        answer=_one_of(line["answer"], (ELIGIBLE, NOT_YET, EXPIRED, ASK, EXAM), line),
        sentence=line["sentence_zh"],
        source=line["source"],
        windows=tuple(
            _one_of(word, (FUTURE, INSIDE, BEFORE, AFTER, NEVER, ANY_TIME), line)
            for word in line["window_state"].split("|")
        ),
        counts_from=_one_of(line["min_counts_from"], ("", WORK, GRADUATION), line),
    )


def _one_of(word: str, known, line) -> str:
    if word not in known:
        raise ValueError(f"{line['id']}: “{word}” is not known")
    return word


def _text(cell: str) -> str:
    return "" if cell == ANYTHING else cell


def _words(cell: str) -> tuple[str, ...]:
    return tuple(word for word in _text(cell).split("|") if word)


def _months(cell: str) -> int | None:
    return int(cell) if cell else None
