"""体检: every rule that concerns one application, judged at every place where it looks.

The applicant, the employer and the office read the same list with the same rule ids; each rule says who reads
it. What bars the way bars it whoever asks: the guard of 同意并报送 counts the same blockers.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from accounts.actors import Capacity
from applications.services.case import Case, Place, case_as_saved, case_as_submitted
from applications.services.check_rules import APPLICANT, BLOCKER, EMPLOYER, OFFICE, CheckRule, check_rules
from applications.services.checks.table import JUDGES
from applications.services.places.table import PLACES

FORM_RULE = "BD-01"
ELSEWHERE_TITLE = "报送职改办"
AUDIENCES = {Capacity.EMPLOYER: EMPLOYER, Capacity.TITLE_OFFICE: OFFICE}


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: the rule's sentence word for word, and where it is mended.

    `anchor` is an id on the page of the section `section_key`, which is empty where no section is meant but
    the choice of office and level; `detail` says which of several.
    """

    rule_id: str
    section_key: str
    severity: str
    sentence: str
    anchor: str
    row_id: UUID | None
    section_title: str
    detail: str = ""

    @property
    def is_blocker(self) -> bool:
        """Whether it bars 报送."""
        return self.severity == BLOCKER


@dataclass(frozen=True)
class Checkup:
    """The whole list: what is to be mended, and the rules that found nothing."""

    findings: tuple[Finding, ...]
    passed: tuple[CheckRule, ...]

    @property
    def blockers(self) -> list[Finding]:
        """What must be mended before 报送."""
        return [finding for finding in self.findings if finding.is_blocker]

    @property
    def warnings(self) -> list[Finding]:
        """What is worth a look."""
        return [finding for finding in self.findings if not finding.is_blocker]


def audience_of(actor) -> str:
    """What the rules call the reader; whoever is no house reads as the applicant does."""
    return AUDIENCES.get(actor.capacity, APPLICANT) if actor else APPLICANT


def examine(application, audience: str) -> list[Finding]:
    """What `audience` (applicant_check, employer or office) reads about an application, blockers first."""
    return list(checkup(application, audience).findings)


def checkup(application, audience: str) -> Checkup:
    """Judge an application for one reader: what is saved now for the applicant, else what was handed in.

    Constant number of statements, however many rows and files there are.
    """
    own = audience == APPLICANT
    return judged(case_as_saved(application) if own else case_as_submitted(application), audience)


def judged(case: Case, audience: str) -> Checkup:
    """Every rule of this kind and reader at every place it looks."""
    failed: list[tuple[CheckRule, Place]] = []
    passed = []
    for rule in check_rules().values():
        if rule.id not in PLACES or not rule.concerns(case.application.kind, audience):
            continue
        places = list(PLACES[rule.id](case))
        wrong = [place for place in places if not JUDGES[rule.id](rule.parameters, place.facts)]
        failed += [(rule, place) for place in wrong]
        if places and not wrong:
            passed.append(rule)
    titles = {section.key: section.title for section in case.sections}
    found = [_finding(rule, place, titles) for rule, place in _once(failed)]
    return Checkup(tuple(sorted(found, key=lambda finding: not finding.is_blocker)), tuple(passed))


def _once(failed) -> Iterator[tuple[CheckRule, Place]]:
    """Leave out what only the form says where another rule bars the same place."""
    spoken = defaultdict(set)
    for rule, place in failed:
        if rule.severity == BLOCKER:
            spoken[place.section_key, place.anchor].add(rule.id)
    for rule, place in failed:
        if rule.id != FORM_RULE or spoken[place.section_key, place.anchor] == {FORM_RULE}:
            yield rule, place


def _finding(rule: CheckRule, place: Place, titles: dict[str, str]) -> Finding:
    return Finding(
        rule_id=rule.id,
        section_key=place.section_key,
        severity=rule.severity,
        sentence=rule.sentence,
        anchor=place.anchor,
        row_id=place.row_id,
        section_title=titles.get(place.section_key, ELSEWHERE_TITLE),
        detail=place.detail,
    )
