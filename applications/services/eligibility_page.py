"""What the page 我能报什么 shows: for each level the roads, the days, the titles and the offices."""

import datetime
from dataclasses import dataclass
from operator import itemgetter

from django.urls import reverse

from applications import registry
from applications.enums import KindCode
from applications.services.eligibility import LOWEST_FIRST, Facts, Verdict, judge, months_after
from applications.services.eligibility_offices import WITH_OFFICES, offices_for
from applications.services.eligibility_rules import (
    ASK,
    ELIGIBLE,
    EVALUATION,
    EXAM,
    EXPIRED,
    NOT_YET,
    RECOGNITION,
    rules,
    specialties_apart,
)
from catalogue.enums import TitleLevel
from catalogue.models import Title, TitleSeries
from core.badges import Badge

BADGES = {
    ELIGIBLE: Badge("pass", "可以申报"),
    NOT_YET: Badge("todo", "还没到时间"),
    EXPIRED: Badge("void", "已过期限"),
    ASK: Badge("doing", "请先咨询"),
    EXAM: Badge("public", "全国考试"),
}
RANK = list(BADGES)
NEAR = (ELIGIBLE, NOT_YET)
# The kind of application each road is; a button leads only to a kind that is there.
KINDS = {RECOGNITION: KindCode.RECOGNITION.value, EVALUATION: "evaluation"}
MAY_TRY = {RECOGNITION: (ELIGIBLE,), EVALUATION: (ASK,)}


@dataclass(frozen=True)
class Day:
    """One day of the drawn window; `look` is next, now or empty."""

    on: datetime.date
    words: str
    look: str = ""


@dataclass(frozen=True)
class Offer:
    """One road to one level: what the rule says, when, where, and the button if there is one."""

    verdict: Verdict
    road: str
    days: list[Day]
    months_left: int
    offices: list
    apply_url: str

    @property
    def words(self) -> str:
        """Road and level: 认定助理级."""
        return f"{self.road}{TitleLevel(self.verdict.target_level).label}"

    @property
    def status_badge(self) -> Badge:
        """The answer in two words."""
        return BADGES[self.verdict.answer]

    @property
    def wants_region(self) -> bool:
        """Whether to know the city or county would name offices, or more of them."""
        return self.verdict.office_hint in WITH_OFFICES

    @property
    def lacks_phone(self) -> bool:
        """Whether some office listed has published no telephone."""
        return any(not office.phones for office in self.offices)


@dataclass(frozen=True)
class LevelAnswer:
    """One title level with its titles and its roads."""

    label: str
    titles: list[str]
    offers: list[Offer]
    examined: list[str]
    is_open: bool

    @property
    def best(self) -> Offer:
        """The most favourable of its answers."""
        return min(self.offers, key=_rank)


@dataclass(frozen=True)
class Answer:
    """The whole page: `sole` where one rule answers everything, otherwise the levels, the best first.

    `next_up` is what opens soonest of what is not open yet; `lacks_work` says that the beginning of work,
    from which years are counted, was not given.
    """

    sole: Offer | None
    levels: list[LevelAnswer]
    open_now: list[str]
    next_up: Offer | None
    changes_series: bool
    lacks_work: bool = False


def answer(facts: Facts, *, region=None, held_series: str = "") -> Answer:
    """Judge the facts and put the verdicts in words.

    Args:
        region: the city or county the person works in, a catalogue Region.
        held_series: two-digit code of the series of the title held.
    """
    verdicts = [one for one in judge(facts) if _is_worth_showing(one, facts)]
    offers = [_offer(one, facts, region) for one in verdicts]
    if len({one.rule_id for one in verdicts}) == 1:
        return Answer(offers[0], [], [], None, changes_series=False)
    levels = _levels(offers, facts)
    shown = [offer for offer in offers if any(offer in level.offers for level in levels)]
    return Answer(
        sole=None,
        levels=levels,
        open_now=[offer.words for offer in shown if offer.verdict.is_eligible],
        next_up=min((o for o in shown if o.months_left), key=lambda o: o.months_left, default=None),
        changes_series=bool(held_series and facts.series and held_series != facts.series),
        lacks_work=facts.worked_since is None,
    )


def _is_worth_showing(one: Verdict, facts: Facts) -> bool:
    """Levels below the title held are behind the person; at its level only the first road is answered."""
    if not facts.held_level:
        return True
    distance = LOWEST_FIRST.index(one.target_level) - LOWEST_FIRST.index(facts.held_level)
    return distance > 0 or (distance == 0 and one.road != EVALUATION)


def _levels(offers: list[Offer], facts: Facts) -> list[LevelAnswer]:
    """The levels that the series has, the nearest first; what is not near stands folded.

    What is open or opens soon leads, then what was missed; what there is to ask about follows from the lowest
    level up, and the level the person holds already comes last of all.
    """
    titles, examined = _titles(facts), {} if facts.series else _examined()
    found = []
    for level in LOWEST_FIRST:
        mine = [offer for offer in offers if offer.verdict.target_level == level]
        if mine and (level in titles or not facts.series):
            near = any(offer.verdict.answer in NEAR for offer in mine)
            label = TitleLevel(level).label
            shown = LevelAnswer(label, titles.get(level, []), mine, examined.get(level, []), near)
            found.append((min(_rank(shown.best), RANK.index(ASK)), level == facts.held_level, shown))
    return [shown for *_, shown in sorted(found, key=itemgetter(0, 1))]


def _offer(one: Verdict, facts: Facts, region) -> Offer:
    return Offer(
        verdict=one,
        road=_road_words(one),
        days=_days(one, facts),
        months_left=_months_left(facts.as_of, one.earliest_on) if one.answer == NOT_YET else 0,
        offices=offices_for(one, series=facts.series, region=region),
        apply_url=_apply_url(one),
    )


def _rank(offer: Offer) -> int:
    return RANK.index(offer.verdict.answer)


def _road_words(one: Verdict) -> str:
    if one.answer != EXAM:
        return one.road or "认定或评审"
    return f"全国考试加{one.road}" if one.road else "全国考试"


def _days(one: Verdict, facts: Facts) -> list[Day]:
    """The drawn window, oldest day first; empty where the rule names no day."""
    if not (one.earliest_on or one.last_on):
        return []
    named = (
        (facts.graduated_on, "毕业"),
        (facts.worked_since, "开始从事专业技术工作"),
        (one.earliest_on, "工作满年限" if one.answer == EXPIRED else "最早可以申报"),
        (one.last_on, "最迟可以申报"),
    )
    found = [Day(on, words, "next" if on > facts.as_of else "") for on, words in named if on]
    return sorted([*found, Day(facts.as_of, "今天", "now")], key=lambda day: day.on)


def _months_left(today: datetime.date, then: datetime.date | None) -> int:
    """Months from today until a later day, one begun counted whole; 0 without a day."""
    months = 0
    while then and months_after(today, months) < then:
        months += 1
    return months


def _apply_url(one: Verdict) -> str:
    """我要申报 of the road, where the answer lets one try and the kind takes the level."""
    group = TitleLevel(one.target_level).selector
    for kind in registry.kinds():
        if (
            kind.code == KINDS.get(one.road)
            and one.answer in MAY_TRY[one.road]
            and group in kind.level_groups
        ):
            return f"{reverse('applications:application_create')}?kind={kind.code}"
    return ""


def _titles(facts: Facts) -> dict[str, list[str]]:
    """Today's titles of the series (and group of specialties) by level, in the order of the catalogue."""
    rows = Title.objects.filter(is_current=True, series__code=facts.series)
    if facts.specialty:
        rows = rows.filter(specialty_group=facts.specialty)
    else:
        rows = rows.exclude(specialty_group__in=[group for _, group in specialties_apart()])
    found: dict[str, list[str]] = {}
    for level, name in rows.values_list("level", "name"):
        names = found.setdefault(level, [])
        if name not in names:
            names.append(name)
    return found


def _examined() -> dict[str, list[str]]:
    """The series whose titles of a level are decided by a national examination alone, by level."""
    names = dict(TitleSeries.objects.values_list("code", "name"))
    found: dict[str, list[str]] = {}
    for rule in rules():
        if rule.answer == EXAM and not rule.road:
            name = names.get(rule.series, "")
            for level in rule.levels:
                found.setdefault(level, []).append(f"{name}（{rule.specialty}）" if rule.specialty else name)
    return found
