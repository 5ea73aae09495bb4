"""The sections of a case on the desk: what was said of each, what changed, and what was noted there."""

from dataclasses import dataclass, field, replace

from applications.models import ReturnItem, SectionVerdict
from applications.services.reading import ReadSection
from applications.services.return_places import Spot
from applications.services.revisions import SectionChange
from applications.verdict_enums import Desk, Verdict

TICKS = {
    Verdict.PASSED: ("ok", "check-lg", "没问题"),
    Verdict.PROBLEM: ("warn", "exclamation-lg", "有问题"),
    Verdict.UNSEEN: ("", "", "未看"),
}


@dataclass(frozen=True)
class Offer:
    """What 体检 found: the code, the place, the sentence of the rule and its detail.

    `is_noted` says that nobody need note it any more.
    """

    code: str
    spot: Spot
    sentence: str
    detail: str
    is_noted: bool

    @property
    def words(self) -> str:
        """The sentence that is noted by one press."""
        return f"{self.sentence}（{self.detail}）" if self.detail else self.sentence


@dataclass(frozen=True)
class Part:
    """One section on the desk.

    `said` is the verdict of the person's own desk, `elsewhere` those of the desks before it;
    `pictures` are (file, words), `notes` what is noted here, `offers` what 体检 found and the applicant may
    be told. `open_note_url` opens 记一处; it is empty where the road keeps the section closed.
    """

    read: ReadSection
    said: SectionVerdict | None
    elsewhere: list[SectionVerdict]
    change: SectionChange | None
    pictures: list[tuple]
    notes: list[ReturnItem]
    offers: list[Offer]
    here: str
    judge_url: str
    open_note_url: str
    is_current: bool = False

    @property
    def key(self) -> str:
        return self.read.section.key

    @property
    def title(self) -> str:
        return self.read.section.title

    @property
    def stands(self) -> Verdict:
        """What counts today."""
        return self.said.stands if self.said else Verdict.UNSEEN

    @property
    def version(self) -> int:
        """The version a verdict is given on."""
        return self.said.version if self.said else 0

    @property
    def is_pass(self) -> bool:
        """Whether it was found to have no problem."""
        return self.stands == Verdict.PASSED

    @property
    def is_seen(self) -> bool:
        """Whether the desk has looked at it."""
        return self.stands != Verdict.UNSEEN

    @property
    def tick(self) -> tuple[str, str, str]:
        """Class, icon and words of the tick."""
        return TICKS[self.stands]


@dataclass(frozen=True)
class Review:
    """How far a desk is with a case; `desk` is None for who only looks on.

    `revision` is the how-manieth submission is read, `notes` is everything noted, in the order of the
    sections, `offers` what 体检 found in no section that can be mended.
    """

    parts: list[Part]
    desk: Desk | None
    revision: int
    notes: list[ReturnItem] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """How many sections were looked at."""
        return sum(part.is_seen for part in self.parts)

    @property
    def unseen(self) -> int:
        """How many were not."""
        return len(self.parts) - self.seen

    @property
    def current(self) -> Part | None:
        """The section one stands on."""
        return next((part for part in self.parts if part.is_current), None)

    def part(self, key: str) -> Part | None:
        """The section of this key."""
        return next((part for part in self.parts if part.key == key), None)

    def standing_on(self, key: str) -> "Review":
        """The same with this section current; without such a one, the first nobody has looked at."""
        unseen = [part.key for part in self.parts if self.desk and not part.is_seen]
        here = key if self.part(key) else next(iter(unseen), "")
        parts = [replace(part, is_current=part.key == here) for part in self.parts]
        return replace(self, parts=parts)
