"""督办 and the news of jobs: once each, late without harm, by the working days across 春节."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from applications.enums import ApplicationState as S
from applications.models import Escalation, ToldOnce
from applications.models.waiting import week_of
from applications.plan_enums import PlanStage
from applications.services.escalation import escalate_due
from applications.services.stage_news import remind_of_stages, tell_of_stages
from applications.services.submission import take_snapshot
from applications.services.told_once import forget
from applications.services.transitions import perform
from applications.services.waiting_news import remind_of_payments, tell_alive
from catalogue.working_days import publish_year
from messaging.models import Delivery, Message
from messaging.preferences import choose
from tests.applications.test_line import SPRING, at, lying
from tests.factories.accounts import actor_for, make_employer, make_office, make_user, sign_in
from tests.factories.applications import OPINION, World
from tests.factories.fees import FeeWorld


@pytest.fixture(scope="module")
def worlds(module_db, tmp_path_factory):
    """Made once; every test is taken back. The office of the first has one above it."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        world, paying = World(), FeeWorld()
        world.above = world.office.parent or make_office("000000", level="regional")
        world.office.parent = world.above
        world.office.save()
        world.boss = actor_for(make_user(name="主管"), world.above, Role.ADMIN)
        yield world, paying


@pytest.fixture
def world(worlds, db):
    publish_year(2027, SPRING, actor=None)
    return worlds[0]


def told(actor, code):
    """What a person was told of one event, the oldest first."""
    found = Message.objects.filter(recipient=actor.user, template_code=code).order_by("pk")
    return list(found.values_list("body", flat=True))


def test_a_late_case_goes_to_the_admin_then_to_the_office_above_once_each(world):
    case = lying(world, S.OFFICE_REVIEW, "2027-01-04T09:00")
    take_snapshot(case)
    with at("2027-02-01"):  # 20 working days: as promised
        assert escalate_due() == 0
    with at("2027-02-02"):
        assert (escalate_due(), escalate_due()) == (1, 0)
    assert told(world.admin, "overdue_here") == [
        f"{world.office.name}有 1 件申报超过了承诺的办理时限，请督促办理。申报号：{case.number}。"
    ]
    assert told(world.officer, "overdue_here") == []
    for day in ("2027-02-04", "2027-02-11", "2027-02-13"):  # 春节 takes no time of anybody's
        with at(day):
            assert escalate_due() == 0, day
    with at("2027-02-16"):
        assert (escalate_due(), escalate_due()) == (1, 0)
    assert len(told(world.boss, "overdue_below")) == 1
    assert len(told(world.admin, "overdue_here")) == 1
    desk = sign_in(Client(), world.officer)
    shown = desk.get(reverse("admin_portal:office_application_list")).content.decode()
    assert "已报上级督办" in shown
    page = reverse("admin_portal:office_application_detail", args=[case.public_id])
    assert "已超过承诺的时限，已报上级督办" in desk.get(page).content.decode()


def test_a_late_job_makes_both_steps_and_another_turn_begins_anew(world):
    case = lying(world, S.OFFICE_REVIEW, "2027-01-04T09:00")
    with at("2027-03-30"):
        assert (escalate_due(), escalate_due()) == (2, 0)
        assert {row.step for row in case.escalations.all()} == {"house", "superior"}
        case.turn_began_at = timezone.now()
        case.save()
        assert escalate_due() == 0
    with at("2027-04-29"):
        assert escalate_due() == 1


def test_an_employer_answers_to_the_office_it_reports_to(world):
    cases = [lying(world, S.EMPLOYER_REVIEW, f"2027-03-0{day}T09:00", arrived_at=None) for day in (1, 1, 2)]
    lying(world, S.RETURNED, "2027-01-04T09:00")
    with at("2027-03-15"):
        assert escalate_due() == 3
    assert [body[:30] for body in told(world.owner, "overdue_here")] == [
        f"{world.employer.name}有 3 件申报超过了承诺的办理时限，请督促办理。"[:30]
    ]
    with at("2027-03-16"):
        assert escalate_due() == 2
    assert "、".join(case.number for case in cases[:2]) in told(world.admin, "overdue_below")[0]


def test_an_employer_answers_to_each_office_for_its_own_cases(world):
    other = make_office("080001")
    boss = actor_for(make_user(name="蓝海"), other, Role.ADMIN)
    here, there = (
        lying(world, S.EMPLOYER_REVIEW, "2027-03-01T09:00", arrived_at=None, office=office)
        for office in (world.office, other)
    )
    with at("2027-03-16"):
        assert escalate_due() == 4
    assert len(told(world.owner, "overdue_here")) == 1
    for actor, own, foreign in ((world.admin, here, there), (boss, there, here)):
        (body,) = told(actor, "overdue_below")
        assert own.number in body
        assert foreign.number not in body


def test_nothing_is_late_in_a_year_that_is_not_published(world):
    lying(world, S.OFFICE_REVIEW, "2031-01-04T09:00")
    with at("2031-12-01"):
        assert escalate_due() == 0


def test_a_sign_of_life_once_a_week_but_not_in_a_week_of_holidays(world):
    case = lying(world, S.OFFICE_REVIEW, "2027-01-25T09:00")
    person = actor_for(case.applicant)
    lying(world, S.RETURNED, "2027-01-04T09:00")
    sent = {}
    for day in ("01-29", "02-01", "02-02", "02-03", "02-05", "02-08", "02-11", "02-12", "02-15"):
        with at(f"2027-{day}"):
            sent[day] = [tell_alive(), tell_alive()]
    assert {day: counts for day, counts in sent.items() if any(counts)} == {
        "02-01": [1, 0],
        "02-12": [1, 0],
        "02-15": [1, 0],
    }
    first = told(person, "still_alive")[0]
    assert f"现在轮到{world.office.name}，已用 5 / 承诺 20 个工作日，排在第 1 位" in first
    outside = Delivery.objects.filter(recipient=person.user, template_code="still_alive")
    assert outside.count() == 3
    with at("2027-02-22"):
        choose([], actor=person, is_staff=False)
        assert tell_alive() == 1
    assert outside.count() == 3, "who wants no texts reads it in the inbox alone"
    with at("2028-06-01"):
        assert forget() == ToldOnce.objects.count() + 4
    assert week_of(dt.date(2027, 1, 3)) == "2026-W53"


def test_whose_turn_it_is_stands_there_in_a_year_without_a_calendar_too(world):
    case = lying(world, S.OFFICE_REVIEW, "2031-01-06T09:00")
    with at("2031-01-20"):
        assert tell_alive() == 1
    (body,) = told(actor_for(case.applicant), "still_alive")
    assert f"现在轮到{world.office.name}，承诺 20 个工作日，排在第 1 位" in body


@pytest.fixture
def paying(worlds, db):
    """Today is noon, so that no test runs over midnight."""
    noon = timezone.localtime().replace(hour=12, minute=0)
    with time_machine.travel(noon, tick=False):
        yield worlds[1]


def on(days, clock=0):
    return time_machine.travel(timezone.now() + dt.timedelta(days=days, hours=clock), tick=False)


def window(paying, stage, opens, closes):
    """A window of the plan, in days from today."""
    today = timezone.localdate()
    days = {"opens_on": today + dt.timedelta(days=opens), "closes_on": today + dt.timedelta(days=closes)}
    paying.plan.windows.update_or_create(stage=stage, defaults=days)


def test_money_is_reminded_of_three_times(paying):
    paying.pay_window(-1, 12)
    owing = paying.owing()
    person = actor_for(owing.applicant)
    counts = {}
    for day in range(14):
        with on(day):
            counts[day] = [remind_of_payments(), remind_of_payments()]
    assert {day: two for day, two in counts.items() if any(two)} == {5: [1, 0], 9: [1, 0], 11: [1, 0]}
    assert "金额 200" in told(person, "payment_reminder")[0]
    assert "请在 今天 24 时前" not in told(person, "payment_reminder")[2]


def test_news_of_windows_reach_those_concerned_once(paying):
    paying.plan.windows.all().delete()
    window(paying, PlanStage.APPLY, 2, 12)
    window(paying, PlanStage.EMPLOYER, 3, 14)
    writer = paying.another_applicant()
    draft = paying.placed(S.DRAFT, writer)
    draft.save()
    draft.created_at = timezone.now()
    draft.save()
    paying.stored(S.EMPLOYER_REVIEW)
    clerk = paying.clerk
    seen = {}
    for day in range(26):
        with on(day):
            assert (tell_of_stages() + remind_of_stages() >= 0, tell_of_stages() + remind_of_stages()) == (
                True,
                0,
            )
            seen[day] = (
                [len(told(writer, code)) for code in ("stage_opened", "draft_reminder", "stage_closed")],
                [len(told(clerk, code)) for code in ("stage_opened", "review_reminder", "stage_closed")],
            )
    assert [seen[day][0] for day in (1, 2, 4, 5, 9, 11, 12, 13, 25)] == [
        [0, 0, 0],
        [1, 0, 0],
        [1, 0, 0],
        [1, 1, 0],
        [1, 2, 0],
        [1, 3, 0],
        [1, 3, 0],
        [1, 3, 1],
        [1, 3, 1],
    ]
    assert [seen[day][1] for day in (2, 3, 7, 13, 14, 15, 25)] == [
        [0, 0, 0],
        [1, 0, 0],
        [1, 1, 0],
        [1, 3, 0],
        [1, 3, 0],
        [1, 3, 1],
        [1, 3, 1],
    ]


def test_an_hour_without_news_asks_the_database_as_often_for_ten_employers_as_for_one(paying):
    paying.plan.windows.all().delete()
    window(paying, PlanStage.EMPLOYER, -1, 2)
    paying.stored(S.EMPLOYER_REVIEW)
    asked = []
    for _ in range(2):
        tell_of_stages()
        remind_of_stages()
        with CaptureQueriesContext(connection) as captured:
            assert tell_of_stages() + remind_of_stages() == 0
        asked.append(len(captured))
        for number in range(9):
            case = paying.placed(S.EMPLOYER_REVIEW)
            case.employer = make_employer(office=paying.office, name=f"第{number}小学")
            case.save()
            owner = actor_for(make_user(name="覃校长"), case.employer, Role.OWNER)
    assert len(set(asked)) == 1
    assert len(told(owner, "review_reminder")) == 0, "made after the last round"
    assert remind_of_stages() == 9


def test_a_job_that_was_stopped_tells_only_what_is_still_worth_telling(paying):
    paying.plan.windows.all().delete()
    window(paying, PlanStage.APPLY, -30, 10)
    writer = paying.another_applicant()
    paying.placed(S.DRAFT, writer).save()
    with on(8):
        assert tell_of_stages() == 0
        assert (remind_of_stages(), remind_of_stages()) == (1, 0)
    assert "报送" in told(writer, "draft_reminder")[0]
    with on(40):
        assert tell_of_stages() + remind_of_stages() == 0


def test_escalation_follows_the_return_of_a_case(world):
    """Back with the applicant nothing is late; handed in again the desk has its whole time."""
    with at("2027-01-04"):
        case = world.at_office()
    with at("2027-02-02"):
        assert escalate_due() == 1
        perform(case, "return_to_applicant", actor=world.officer, data=OPINION)
        assert Escalation.objects.count() == 1
    with at("2027-02-26"):
        assert escalate_due() == 0
