"""Every event people are told of: its group, its name in words, whom it concerns, whether one may opt out."""

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

from messaging.enums import EventGroup

EVENTS = Path(__file__).parent / "data" / "events.csv"
EVERYBODY, APPLICANT, STAFF = "everybody", "applicant", "staff"


@dataclass(frozen=True)
class Event:
    """One event; of a mandatory one nobody can switch a channel off."""

    code: str
    group: EventGroup
    label: str
    audience: str
    is_mandatory: bool

    def concerns(self, *, is_staff: bool) -> bool:
        """Whether somebody acting as staff, or as an applicant, is ever told of it."""
        return self.audience in (EVERYBODY, STAFF if is_staff else APPLICANT)


@functools.cache
def events() -> dict[str, Event]:
    """All events by code, in the order of the file."""
    with EVENTS.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Event(
                row["code"], EventGroup(row["group"]), row["label"], row["audience"], row["mandatory"] == "1"
            )
            for row in csv.DictReader(file)
        }


def event(code: str) -> Event:
    """The event of this code; one the register does not know stands under 其他 and is mandatory."""
    return events().get(code) or Event(code, EventGroup.OTHER, code, EVERYBODY, is_mandatory=True)


def codes_of(group: str) -> list[str]:
    """The codes of one group."""
    return [one.code for one in events().values() if one.group == group]
