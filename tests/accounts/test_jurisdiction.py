"""Who may do what to whose case: the table, its vectors, and what follows from it."""

import csv
from pathlib import Path

import pytest

from accounts.actors import actor_of
from accounts.enums import Role
from accounts.models import TitleOffice
from accounts.services import jurisdiction as j
from catalogue.enums import TitleLevel
from tests.factories.accounts import actor_for, make_employer, make_office, make_user

VECTORS = Path(__file__).parent / "data" / "jurisdiction_vectors.csv"
LEVELS = {level.label: level.value for level in TitleLevel}
SERIES = {
    "": None,
    "工程系列": "05",
    "卫生系列": "04",
    "会计系列": "17",
    "经济系列": "19",
    "高等学校教师系列": "01",
    "自然科学研究系列": "03",
    "档案系列": "11",
}
ACTS = sorted({act for row in j.rows() for act in row.acts} - {"*"})
ALL_LEVELS = (None, *TitleLevel.values)


def vectors():
    with VECTORS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def place_of(code):
    return make_employer(code) if code.startswith("UNIT") else TitleOffice.objects.get(code=code)


def test_there_are_as_many_rows_and_vectors_as_the_table_promises():
    assert (len(j.rows()), len(vectors())) == (86, 52)


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["id"])
def test_the_vector_is_decided_by_its_row(offices, vector):
    here = place_of(vector["actor_office"])
    there = here if vector["item_office"] == vector["actor_office"] else place_of(vector["item_office"])
    actor = actor_for(house=here, role=Role(vector["actor_role"].removeprefix("employer_")))
    verdict = j.decide(
        actor,
        vector["act"],
        item_office=there,
        title_level=LEVELS.get(vector["title_level"]),
        series=SERIES[vector["series"]],
        conditions=frozenset(filter(None, vector["conditions"].split("|"))),
    )
    assert (verdict.allowed, verdict.row_id) == (vector["expected"], vector["deciding_row"])
    relation = j.relation_of(actor, there)
    assert (relation, j._actor_word(actor, relation)) == (vector["relation"], vector["actor"])


@pytest.mark.parametrize(
    "vector",
    [vector for vector in vectors() if vector["actor_role"] == "admin"],
    ids=lambda vector: vector["id"],
)
def test_a_clerk_with_the_act_granted_is_judged_as_the_administrator(offices, vector):
    here, there = place_of(vector["actor_office"]), place_of(vector["item_office"])
    asked = {
        "item_office": there,
        "title_level": LEVELS.get(vector["title_level"]),
        "series": SERIES[vector["series"]],
        "conditions": frozenset(filter(None, vector["conditions"].split("|"))),
    }
    actor = actor_for(house=here, role=Role.CLERK)
    actor.membership.extra_acts = [vector["act"]]
    verdict = j.decide(actor, vector["act"], **asked)
    assert (verdict.allowed, verdict.row_id) == (vector["expected"], vector["deciding_row"])
    actor.membership.extra_acts = ["another_act"]
    assert j.decide(actor, vector["act"], **asked) == j.decide(
        actor_for(house=here, role=Role.CLERK), vector["act"], **asked
    )


def test_nothing_can_be_granted_to_the_default_account(offices):
    actor = actor_for(house=make_office("070001"), role=Role.BOOTSTRAP)
    actor.membership.extra_acts = ["void_approve", "manage_offices"]
    for act in actor.membership.extra_acts:
        assert j.decide(actor, act, item_office=actor.office).row_id == "J04"


def test_what_nobody_thought_of_is_forbidden(offices):
    for role in (Role.CLERK, Role.ADMIN, Role.BOOTSTRAP):
        actor = actor_for(house=make_office("070001"), role=role)
        assert j.decide(actor, "paint_the_walls", item_office=actor.office).allowed == "no"


def test_a_person_without_membership_has_no_jurisdiction(offices):
    actor = actor_of(make_user())
    assert not any(j.decide(actor, act, item_office=make_office("070001")) for act in ACTS)
    assert not j.jurisdiction(actor, "see").exists()


@pytest.mark.parametrize("act", ACTS)
def test_no_act_reaches_outside_the_own_branch(offices, act):
    """`jurisdiction` looks at own, child and descendant only, so nothing else may ever be open."""
    for code in ("070001", "020201", "000013"):
        for role in (Role.CLERK, Role.ADMIN):
            actor = actor_for(house=make_office(code), role=role)
            for relation in (j.PARENT, j.SIBLING, j.FOREIGN):
                assert {j._ask(actor, act, relation, level).allowed for level in ALL_LEVELS} == {"no"}


def test_a_city_sees_itself_and_its_counties(offices):
    actor = actor_for(house=make_office("070001"))
    seen = set(j.jurisdiction(actor, "see").values_list("code", flat=True))
    assert seen == set(TitleOffice.objects.filter(path__contains="070001").values_list("code", flat=True))
    assert "070301" in seen
    assert not seen & {"000001", "020001", "000013"}


def test_the_regional_office_sees_every_office(offices):
    actor = actor_for(house=make_office("000001"))
    assert j.jurisdiction(actor, "see").count() == TitleOffice.objects.count() == 160


def test_the_default_account_sees_no_case(offices):
    actor = actor_for(house=make_office("070001"), role=Role.BOOTSTRAP)
    assert not j.jurisdiction(actor, "see").exists()
    assert j.jurisdiction(actor, "manage_users").get() == actor.office


def test_asking_for_the_jurisdiction_costs_one_statement(offices, django_assert_num_queries):
    actor = actor_for(house=make_office("070001"))
    with django_assert_num_queries(1):
        list(j.jurisdiction(actor, "see"))
    with django_assert_num_queries(0):
        j.decide(actor, "review", item_office=actor.office, title_level="assistant", series="05")
