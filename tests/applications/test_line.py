"""办件时钟: whose turn it is in every state, the place in the line, and the average of the batch."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import Application, StepPace
from applications.services import line
from applications.services.line import averages_of, full_clocks, places_of
from applications.services.sla_borders import LATE, Borders
from applications.services.transitions import perform
from applications.tasks import keep_step_paces
from catalogue.working_days import publish_year
from tests.factories.accounts import actor_for, sign_in
from tests.factories.applications import OPINION, World
from tests.factories.evaluation import EvaluationWorld

# 春节 of the test: seven days off from 2027-02-05, and one Saturday worked for it.
SPRING = [(dt.date(2027, 2, day), False, "春节") for day in range(5, 12)] + [
    (dt.date(2027, 2, 13), True, "春节")
]
OFFICES = (S.OFFICE_REVIEW, S.PRELIMINARY_PASSED, S.LOSS_OBJECTION, *S.with_committee)


@pytest.fixture(scope="module")
def worlds(module_db, tmp_path_factory):
    """Made once; every test is taken back."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield World(), EvaluationWorld()


@pytest.fixture
def world(worlds, db):
    publish_year(2027, SPRING, actor=None)
    return worlds[0]


def at(day, clock="12:00:00"):
    return time_machine.travel(dt.datetime.fromisoformat(f"{day}T{clock}+08:00"), tick=False)


def lying(world, state, since, **columns):
    """A case in a state since a moment."""
    case = world.placed(state)
    case.turn_began_at = dt.datetime.fromisoformat(f"{since}:00+08:00")
    for name, value in columns.items():
        setattr(case, name, value)
    case.save()
    return case


def test_every_state_says_whose_turn_it_is(worlds, db):
    world = worlds[1]
    cases = [world.placed(state) for state in S if state not in (S.ISSUED, S.AUTHORITY_REVIEW)]
    for pk, case in enumerate(cases):
        case.pk = pk
    own, desk = full_clocks(cases), full_clocks(cases, own=False)
    who = {case.state: own[case.pk].who for case in cases if case.pk in own}
    silent = {case.state for case in cases} - set(who)
    assert silent == {*map(str, S.closed), S.DRAFT} - {S.ISSUED}
    offices = {state for state in OFFICES if state != S.PUBLIC_NOTICE}
    assert {who[state] for state in offices} == {world.office.name}
    assert {who[state] for state in (S.PUBLIC_NOTICE, S.LOSS_NOTICE)} == {"等待公示期满"}
    assert who[S.EMPLOYER_REVIEW] == f"{world.employer.name}（您的单位）"
    theirs = {case.state for case in cases if case.pk in own and own[case.pk].is_paused}
    assert theirs == {S.RETURNED, S.AWAITING_MATERIALS, S.AWAITING_PAYMENT}
    assert {who[state] for state in theirs} == {"您"}
    assert {desk[case.pk].who for case in cases if case.state in theirs} == {"申报人"}
    running = {case.state for case in cases if case.pk in own and own[case.pk].used is not None}
    assert running == {S.EMPLOYER_REVIEW, *offices}


def test_place_is_counted_in_the_line_of_the_same_desk_and_state(world, monkeypatch):
    first, second, third = (lying(world, S.OFFICE_REVIEW, f"2027-02-0{day}T09:00") for day in (1, 1, 3))
    lying(world, S.PRELIMINARY_PASSED, "2027-01-01T09:00")
    lying(world, S.OFFICE_REVIEW, "2027-01-01T09:00", arrived_at=None)
    for day in (1, 2):
        mine = lying(world, S.EMPLOYER_REVIEW, f"2027-02-0{day}T09:00", arrived_at=None)
    back = lying(world, S.RETURNED, "2027-01-01T09:00")
    committee = lying(world, S.AWAITING_PAYMENT, "2027-01-01T09:00")
    cases = [first, second, third, mine, back, committee]
    with CaptureQueriesContext(connection) as asked:
        assert places_of(cases) == {first.pk: "1", second.pk: "2", third.pk: "3", mine.pk: "2"}
    assert len(asked) == 2
    monkeypatch.setattr(line, "FAR", 2)
    assert places_of([third]) == {third.pk: "2+"}


def test_average_is_of_the_same_batch_and_counts_each_step_once(world):
    publish_year(2027, SPRING, actor=None)
    with at("2027-02-01"):
        cases = [world.stored(S.EMPLOYER_REVIEW) for _ in range(4)]
        for case in cases:
            case.progress.create(
                move="submit", label="x", step="x", from_state=S.DRAFT, to_state=S.EMPLOYER_REVIEW
            )
    for case, day in zip(cases, ("2027-02-02", "2027-02-03", "2027-02-12"), strict=False):
        with at(day):
            perform(case, "endorse", actor=world.clerk, data=OPINION)
    with at("2027-02-12", "12:05:00"):
        assert (keep_step_paces(), keep_step_paces()) == (2, 0)
        assert averages_of(cases[3:]) == {}
    with at("2027-02-20"):
        assert (keep_step_paces(), keep_step_paces()) == (1, 0)
        pace = StepPace.objects.get()
        # 1 and 2 days, and 4 across 春节: 2, 3, 4 and 12 February.
        assert (pace.finished, pace.days, pace.state) == (3, 7, S.EMPLOYER_REVIEW)
        assert averages_of(cases[3:]) == {cases[3].pk: "2.3"}
        StepPace.objects.update(days=2)
        assert averages_of(cases[3:]) == {cases[3].pk: "不到 1"}
        other_year = Application.objects.get(pk=cases[3].pk)
        other_year.application_year += 1
        assert averages_of([other_year]) == {}
        perform(cases[3], "withdraw", actor=actor_for(cases[3].applicant))
    with at("2027-02-21"):
        assert keep_step_paces() == 0


def test_card_detail_and_desk_show_the_clock(world):
    application = world.at_office()
    StepPace.objects.create(
        office=world.office,
        kind=application.kind,
        year=application.application_year,
        state=S.OFFICE_REVIEW,
        finished=4,
        days=10,
    )
    mine, desk = sign_in(Client(), world.applicant), sign_in(Client(), world.officer)
    addresses = [
        (mine, reverse("applications:application_list")),
        (mine, reverse("applications:application_detail", args=[application.public_id])),
        (mine, reverse("applications:application_progress", args=[application.public_id])),
        (desk, reverse("admin_portal:office_application_detail", args=[application.public_id])),
    ]
    for browser, address in addresses:
        html = browser.get(address).content.decode()
        assert '排在第 <b class="num">1</b> 位' in html, address
        assert '同批平均 <b class="num">2.5</b> 天' in html, address
    perform(application, "return_to_applicant", actor=world.officer, data=OPINION)
    html = mine.get(addresses[0][1]).content.decode()
    assert "时钟暂停" in html
    assert "排在第" not in html


def test_an_employer_that_shows_its_people_has_the_days_of_the_notice_on_top(worlds, db):
    publish_year(2026, [], actor=None)
    plain, shown = (lying(world, S.EMPLOYER_REVIEW, "2026-03-02T09:00") for world in worlds)
    for day, late in (("2026-03-10", {plain.pk}), ("2026-03-17", {plain.pk, shown.pk})):
        with at(day):
            found = Application.objects.filter(Borders().within(LATE))
            assert set(found.values_list("pk", flat=True)) == late
            assert set(Application.objects.filter(Borders().overdue()).values_list("pk", flat=True)) == late
            assert [full_clocks([case])[case.pk].promised for case in (plain, shown)] == [5, 10]
