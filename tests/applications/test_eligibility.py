"""我能报什么, the rules alone: every vector of the table, and what must hold whatever the facts."""

import csv
import datetime
import itertools
from dataclasses import replace
from pathlib import Path

import pytest

from applications.services import eligibility_rules
from applications.services.eligibility import LOWEST_FIRST, Facts, judge, months_after, verdict
from applications.services.eligibility_offices import KNOWN_HINTS
from applications.services.eligibility_rules import ASK, ELIGIBLE, EXAM, EXPIRED, LEVELS, NOT_YET, rules

DATA = Path(__file__).parent / "data"
VECTORS = list(csv.DictReader((DATA / "eligibility_vectors.csv").read_text(encoding="utf-8").splitlines()))
D = datetime.date
BACHELOR = Facts(
    as_of=D(2026, 11, 21),
    education="本科",
    degree="学士",
    series="05",
    graduated_on=D(2025, 7, 1),
    worked_since=D(2025, 7, 10),
)


def day(text):
    return D.fromisoformat(text) if text else None


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_vector(vector):
    facts = Facts(
        as_of=day(vector["as_of"]),
        education=vector["education"],
        degree=vector["degree"],
        skill=vector["skill"],
        held_level=LEVELS.get(vector["current_title_level"], ""),
        series=vector["series"][:2],
        graduated_on=day(vector["graduation_date"]),
        worked_since=day(vector["work_start_date"]),
    )
    found = verdict(facts, vector["road"], LEVELS[vector["target_level"]])
    expected = (vector["expected_answer"], vector["expected_rule"])
    assert (found.answer, found.rule_id) == expected, vector["note_zh"]
    assert (found.earliest_on, found.last_on) == (day(vector["earliest_date"]), day(vector["last_date"]))


def test_there_are_all_the_vectors():
    assert len(VECTORS) == 51
    assert len(rules()) == 51


@pytest.mark.parametrize("education", ["中专", "大专", "本科", "硕士", "博士"])
@pytest.mark.parametrize("level", ["technician", "assistant", "intermediate"])
def test_time_runs_one_way(education, level):
    """Not yet, then yes, then too late; never back. Only a gap that the rules leave may lie between."""
    order = {NOT_YET: 0, ELIGIBLE: 1, EXPIRED: 2}
    days = [D(2023, 7, 1) + datetime.timedelta(days=n) for n in range(0, 2200, 3)]
    facts = replace(BACHELOR, education=education, graduated_on=D(2023, 7, 1), worked_since=D(2023, 9, 1))
    answers = [verdict(replace(facts, as_of=on), "认定", level).answer for on in days]
    timed = [order[answer] for answer in answers if answer != ASK]
    assert timed == sorted(timed)


@pytest.mark.parametrize("education", ["中专", "大专", "本科", "硕士", "博士"])
def test_the_days_it_names_are_the_days_that_change_the_answer(education):
    facts = replace(BACHELOR, education=education)
    one_day = datetime.timedelta(days=1)
    for level in ("technician", "assistant", "intermediate"):
        found = verdict(facts, "认定", level)
        if found.answer == EXPIRED:
            continue
        for on, beyond in ((found.earliest_on, -one_day), (found.last_on, one_day)):
            if on:
                assert verdict(replace(facts, as_of=on), "认定", level).is_eligible, (level, on)
                assert not verdict(replace(facts, as_of=on + beyond), "认定", level).is_eligible, (level, on)


@pytest.mark.parametrize("missing", ["education", "graduated_on", "worked_since"])
def test_what_is_not_known_is_asked_and_never_dated(missing):
    unknown = replace(BACHELOR, degree="", **{missing: None if missing.endswith(("on", "since")) else ""})
    for found in judge(unknown):
        assert found.answer == ASK, found
        assert found.earliest_on is None
        assert found.last_on is None


@pytest.mark.parametrize(
    ("education", "level", "rule_id", "last"),
    [
        ("本科", "assistant", "EL-333", D(2028, 7, 1)),
        ("大专", "assistant", "EL-323", D(2030, 7, 1)),
        ("硕士", "intermediate", "EL-354", D(2030, 7, 1)),
    ],
)
def test_too_late_is_too_late_whenever_work_began(education, level, rule_id, last):
    facts = replace(BACHELOR, education=education, worked_since=None)
    late = verdict(replace(facts, as_of=last + datetime.timedelta(days=1)), "认定", level)
    assert (late.rule_id, late.earliest_on, late.last_on) == (rule_id, None, last)
    assert verdict(replace(facts, as_of=last), "认定", level).answer == ASK


def test_a_rule_that_answers_one_road_alone_names_it():
    found = judge(replace(BACHELOR, worked_since=None))
    asked = [(one.rule_id, one.road) for one in found if one.target_level == "assistant"]
    assert asked == [("EL-901", "认定"), ("EL-502", "评审")]


def test_only_yes_not_yet_and_too_late_carry_days():
    held = ("", "assistant")
    for education, series, months, held_level in itertools.product(
        ("大专", "硕士", "高中"), ("05", "17", ""), (5, 20, 30, 40, 70), held
    ):
        facts = replace(
            BACHELOR,
            education=education,
            series=series,
            held_level=held_level,
            as_of=months_after(D(2025, 7, 1), months),
        )
        for found in judge(facts):
            if found.answer in (ASK, EXAM):
                assert (found.earliest_on, found.last_on) == (None, None)


def test_each_level_is_answered_for_both_roads_lowest_first():
    found = judge(BACHELOR)
    assert [one.target_level for one in found] == [level for level in LOWEST_FIRST for _ in range(2)]
    assert [one.road for one in found[:2]] == ["认定", "评审"]
    assert found[2].is_eligible


def test_a_national_examination_answers_for_both_roads_at_once():
    found = [one for one in judge(replace(BACHELOR, series="17")) if one.target_level == "assistant"]
    assert [(one.rule_id, one.road) for one in found] == [("EL-104", "")]


def test_software_is_examined_and_the_rest_of_engineering_is_not():
    software = replace(BACHELOR, specialty="计算机技术与软件专业(软考)")
    assert verdict(software, "认定", "assistant").answer == EXAM
    assert verdict(BACHELOR, "认定", "assistant").answer == ELIGIBLE


def test_schooling_or_skill_is_enough_where_a_rule_names_both():
    assert verdict(replace(BACHELOR, education="其他", skill="预备技师"), "认定", "assistant").is_eligible


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (D(2024, 1, 31), 1, D(2024, 2, 29)),
        (D(2023, 12, 31), 2, D(2024, 2, 29)),
        (D(2024, 2, 29), 48, D(2028, 2, 29)),
        (D(2024, 3, 31), 13, D(2025, 4, 30)),
    ],
    ids=["leap", "over-the-year", "four-years", "thirty-days"],
)
def test_months_end_with_the_month(start, months, end):
    assert months_after(start, months) == end


def test_every_hint_of_the_table_names_offices_the_page_can_find():
    assert {rule.office_hint for rule in rules()} == KNOWN_HINTS


@pytest.mark.parametrize(
    ("old", "new"),
    [("EL-102", "EL-101"), ("window_state", "window"), (",eligible,", ",yes,"), ("员级", "士级")],
    ids=["id-twice", "column", "answer", "level"],
)
def test_a_table_that_is_wrong_is_refused(tmp_path, old, new):
    broken = tmp_path / "rules.csv"
    broken.write_text(eligibility_rules.TABLE.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(ValueError, match=r"EL-|rules"):
        eligibility_rules.read(broken)
