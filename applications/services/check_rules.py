"""The rules of 体检 and the coded reasons of a return, as data/check_rules.csv states them."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).resolve().parent.parent / "data" / "check_rules.csv"
APPLICANT, EMPLOYER, OFFICE = "applicant_check", "employer", "office"
BLOCKER, WARNING = "blocker", "warning"
EVERYTHING, ANY_SECTION = "all", "*"


@dataclass(frozen=True)
class CheckRule:
    """One row of the table: JX are judged by the system, TH chosen by a reviewer, BD is the form's own.

    `sections` and `kinds` say where it applies, `audience` who reads it, `parameters` its numbers, `source`
    where it comes from and `certainty` how sure that is: S stated, P public, R reconstructed, K unchecked.
    """

    id: str
    topic: str
    sections: tuple[str, ...]
    kinds: tuple[str, ...]
    severity: str
    sentence: str
    parameters: dict
    audience: tuple[str, ...]
    is_mechanical: bool
    source: str
    certainty: str

    def concerns(self, kind: str, audience: str) -> bool:
        """Whether the rule is for this kind of application and this reader.

        What merely warned the applicant is handed in as it was: employer and office read it too.
        """
        readers = set(self.audience)
        if APPLICANT in readers and self.severity == WARNING:
            readers.add(EVERYTHING)
        return bool({kind, EVERYTHING} & set(self.kinds)) and bool({audience, EVERYTHING} & readers)


@cache
def check_rules() -> dict[str, CheckRule]:
    """All rules by id in the order of the table, read once. ValueError if an id stands twice."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rules = [_rule(row) for row in csv.DictReader(file)]
    known = {rule.id: rule for rule in rules}
    if len(known) != len(rules):
        raise ValueError("two check rules share an id")
    return known


def return_reasons(kind: str, audience: str) -> list[CheckRule]:
    """The coded reasons a reviewer may give for a return of this kind of application."""
    return [
        rule for rule in check_rules().values() if not rule.is_mechanical and rule.concerns(kind, audience)
    ]


def _rule(row: dict[str, str]) -> CheckRule:
    return CheckRule(
        id=row["id"],
        topic=row["topic"],
        sections=tuple(row["sections"].split("|")),
        kinds=tuple(row["kinds"].split("|")),
        severity=row["severity"],
        sentence=row["sentence"],
        parameters=json.loads(row["parameters"]),
        audience=tuple(row["audience"].split("|")),
        is_mechanical=row["mechanical"] == "yes",
        source=row["source"],
        certainty=row["certainty"],
    )
