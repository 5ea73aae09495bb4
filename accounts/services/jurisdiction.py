"""Which office may do what to whose case: the table in data/jurisdiction.csv, read from the top down.

The first row that fits decides; the last row says no. The table speaks of rights only: states of a case
and time windows are judged elsewhere.
"""

import csv
import functools
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from django.db.models import Q

from accounts.acts import Act
from accounts.enums import Capacity, OfficeLevel, Role
from accounts.models import TitleOffice
from catalogue.enums import TitleLevel

TABLE = Path(__file__).resolve().parent.parent / "data" / "jurisdiction.csv"
ANYTHING = "*"
OWN, CHILD, DESCENDANT = "own", "child", "descendant"
PARENT, SIBLING, FOREIGN = "parent", "sibling", "foreign"
YES, NO = "yes", "no"
BELOW = (CHILD, DESCENDANT)
AUDITOR = "auditor"
SUPERIORS = (OfficeLevel.REGIONAL, OfficeLevel.CITY)


@dataclass(frozen=True)
class Verdict:
    """`allowed` is yes, no or see_only (may look, may not act); `row_id` names the row that decided."""

    allowed: str
    row_id: str

    def __bool__(self):
        return self.allowed == YES


@dataclass(frozen=True)
class Row:
    """One line of the table; a tuple holds alternatives, the condition is one name or empty."""

    row_id: str
    acts: tuple
    actors: tuple
    office_levels: tuple
    level_groups: tuple
    relations: tuple
    condition: str
    allowed: str

    def fits(self, question):
        return (
            _matches(self.acts, question.act)
            and _matches(self.actors, question.actor)
            and _matches(self.office_levels, question.office_level)
            and _matches(self.level_groups, question.level_group)
            and _matches(self.relations, question.relation)
            and (not self.condition or self.condition in question.conditions)
        )


@dataclass(frozen=True)
class Question:
    """What is asked of the table, in its own words."""

    act: str
    actor: str
    office_level: str
    level_group: str
    relation: str
    conditions: frozenset


def _matches(patterns, value):
    return any(pattern == ANYTHING or fnmatchcase(value, pattern) for pattern in patterns)


@functools.cache
def rows():
    """The table in its order."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Row(
                row_id=line["row_id"],
                acts=tuple(line["act"].split("|")),
                actors=tuple(line["actor"].split("|")),
                office_levels=tuple(line["office_level"].split("|")),
                level_groups=tuple(line["title_level_group"].split("|")),
                relations=tuple(line["relation"].split("|")),
                condition=line["condition"],
                allowed=line["allowed"],
            )
            for line in csv.DictReader(lines)
        )


def decide(actor, act, *, item_office, title_level=None, series=None, conditions=frozenset()):
    """Say whether `actor` may do `act` to a case that lies with `item_office`.

    Args:
        item_office: the TitleOffice the case lies with; for employers' acts the Employer.
        title_level: a TitleLevel value, where the act has one.
        series: code of the title series (or the TitleSeries), where the act has one.
        conditions: names of the circumstances the caller found true: same_person, self_case,
            not_granting, unmapped, overdue, handed_over, stock_number, not_in_stock, no_second_person.
            series_out, no_review and no_recognize are found here.

    Returns:
        Verdict; people without a membership get no.
    """
    if actor.membership is None:
        return Verdict(NO, rows()[-1].row_id)
    relation = relation_of(actor, item_office)
    return _ask(actor, act, relation, title_level, getattr(series, "code", series), frozenset(conditions))


def jurisdiction(actor, act):
    """The offices to whose cases the person may do `act`, or at least see them while others act.

    Acts bound to levels count if some level is open; `decide` then judges the single case.
    """
    if actor.capacity != Capacity.TITLE_OFFICE:
        return TitleOffice.objects.none()
    branch = {
        OWN: Q(pk=actor.office_id),
        CHILD: Q(parent_id=actor.office_id),
        DESCENDANT: Q(path__startswith=f"{actor.office.path}/")
        & ~Q(pk=actor.office_id)
        & ~Q(parent_id=actor.office_id),
    }
    open_to = Q(pk__in=())
    for relation, offices in branch.items():
        if any(_ask(actor, act, relation, level).allowed != NO for level in (None, *TitleLevel.values)):
            open_to |= offices
    return TitleOffice.objects.filter(open_to)


def may_in_some_case(actor, act):
    """Whether staff of an office may do `act` in a case of it, or of those below it, at some level."""
    if actor.office is None:
        return False
    relations = (OWN, CHILD) if actor.office.level in SUPERIORS else (OWN,)
    return any(
        _ask(actor, act, relation, level) for relation in relations for level in (None, *TitleLevel.values)
    )


def office_may(office, act, *, title_level=None, series=None):
    """What the table says of staff of `office` in a case that lies with it; arguments as for `decide`."""
    regional = office.level == OfficeLevel.REGIONAL
    return _answer(
        Question(
            act=act,
            actor=f"{'regional_' if regional else ''}office_{Role.CLERK}",
            office_level=OfficeLevel(office.level).label,
            level_group=TitleLevel(title_level).group if title_level else "",
            relation=OWN,
            conditions=_found(office, title_level, getattr(series, "code", series)),
        )
    )


def relation_of(actor, place):
    """Where `place` stands as seen from the house the person serves."""
    if actor.capacity == Capacity.EMPLOYER:
        return OWN if place == actor.employer else FOREIGN
    if not isinstance(place, TitleOffice):
        return FOREIGN
    return _between(actor.office.path.split("/"), place.path.split("/"))


def _between(here, there):
    if here == there:
        return OWN
    if there[: len(here)] == here:
        return CHILD if len(there) == len(here) + 1 else DESCENDANT
    if here[: len(there)] == there:
        return PARENT
    return SIBLING if here[:-1] == there[:-1] else FOREIGN


def _ask(actor, act, relation, title_level=None, series=None, conditions=frozenset()):
    question = Question(
        act=act,
        actor=_actor_word(actor, relation, act),
        office_level=OfficeLevel(actor.office.level).label if actor.office else "",
        level_group=TitleLevel(title_level).group if title_level else "",
        relation=relation,
        conditions=conditions | _found(actor.office, title_level, series),
    )
    return _answer(question)


def _answer(question):
    row = next(row for row in rows() if row.fits(question))
    return Verdict(row.allowed, row.row_id)


def _actor_word(actor, relation, act=""):
    """The person as the table names them.

    An act granted beyond the role is judged as the administrator's; reading the log is no administrator's
    and makes an auditor.
    """
    if actor.role == Role.BOOTSTRAP:
        return "bootstrap"
    if actor.capacity == Capacity.EMPLOYER:
        return f"employer_{actor.role}"
    role = _granted(act) if act in actor.membership.extra_acts else actor.role
    if actor.office.level == OfficeLevel.REGIONAL:
        return f"regional_office_{role}"
    return f"superior_office_{role}" if relation in BELOW else f"office_{role}"


def _granted(act):
    return AUDITOR if act == Act.READ_AUDIT else Role.ADMIN.value


def _found(office, title_level, series):
    """Circumstances the office's own row tells."""
    if office is None:
        return frozenset()
    told = {
        "series_out": bool(series and office.series_codes and series not in office.series_codes),
        "no_review": bool(title_level and title_level not in office.can_review_levels),
        "no_recognize": bool(title_level and title_level not in office.can_recognize_levels),
    }
    return frozenset(name for name, true in told.items() if true)
