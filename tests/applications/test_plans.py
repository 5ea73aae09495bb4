"""Yearly plans through their services: windows at the minute, what is published, copied, lengthened, told."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Role
from applications.models import Application, EvaluationCommittee, EvaluationPlan, PlanRequirement, PlanWindow
from applications.plan_enums import PlanStage
from applications.plan_sections import DEFAULT
from applications.services import committees, plan_copy, plan_desk, plan_news, plans
from catalogue.enums import LevelGroup
from core.errors import Refused, Stale
from core.models import AuditEntry, OutboxRow
from core.workflow import NotAllowed
from messaging.models import Message
from tests.factories.accounts import actor_for, make_office
from tests.factories.applications import World
from tests.factories.certificates import make_series
from tests.factories.plans import TERMS, around_today, make_committee, make_plan, make_published, windows

pytestmark = pytest.mark.django_db
SHANGHAI = dt.timezone(dt.timedelta(hours=8))


@pytest.fixture
def world(db):
    return World()


def at(*moment):
    return dt.datetime(*moment, tzinfo=SHANGHAI)


def fresh(plan):
    return EvaluationPlan.objects.with_names().get(pk=plan.pk)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(2026, 5, 31, 23, 59, 59), False),
        (at(2026, 6, 1, 0, 0, 0), True),
        (at(2026, 6, 30, 23, 59, 59), True),
        (at(2026, 7, 1, 0, 0, 0), False),
    ],
    ids=["before", "first", "last", "after"],
)
def test_a_window_is_open_from_midnight_to_midnight(world, moment, is_open):
    plan = make_published(world.admin, windows(dt.date(2026, 6, 1), dt.date(2026, 6, 30)))
    assert plans.is_open(fresh(plan), PlanStage.APPLY, moment) is is_open
    on = moment.date()
    assert plans.open_plans(LevelGroup.INTERMEDIATE, on).exists() is is_open
    if is_open:
        plans.window_open(plan, PlanStage.APPLY, moment)
    else:
        with pytest.raises(Refused):
            plans.window_open(plan, PlanStage.APPLY, moment)


def test_the_refusal_says_when_and_whom_to_call(world, time_machine):
    world.office.phone = "0777-2838125"
    world.office.save()
    plan = make_published(world.admin, windows(dt.date(2026, 6, 1), dt.date(2026, 6, 30)))
    plan = fresh(plan)
    time_machine.move_to(at(2026, 7, 1, 0, 0))
    with pytest.raises(Refused, match="报送已于 6 月 30 日截止。材料都还在，可以报下一年度，或致电") as told:
        plans.window_open(plan, PlanStage.APPLY)
    assert "0777-2838125" in str(told.value)
    with pytest.raises(Refused, match="单位审核已于 7 月 10 日截止"):
        plans.window_open(plan, PlanStage.EMPLOYER, at(2026, 7, 11, 0, 0))
    with pytest.raises(Refused, match="没有安排缴费"):
        plans.window_open(plan, PlanStage.PAY)
    with pytest.raises(Refused, match="报送从 6 月 1 日开始"):
        plans.window_open(plan, PlanStage.APPLY, at(2026, 5, 1, 0, 0))
    with pytest.raises(Refused, match="还没有选定评审计划"):
        plans.window_open(None, PlanStage.APPLY)


def test_drafts_ended_plans_and_committees_out_of_use_are_not_open(world):
    make_plan(world.admin)
    ended = make_published(world.admin)
    plan_desk.close(ended, reason="结束", expected_version=ended.version, actor=world.admin)
    idle = make_published(world.admin)
    EvaluationCommittee.objects.filter(pk=idle.committee_id).update(is_active=False)
    shown = make_published(world.admin)
    assert list(plans.open_plans(LevelGroup.INTERMEDIATE)) == [shown]
    assert not plans.open_plans(LevelGroup.JUNIOR).exists()
    assert not plans.is_open(fresh(ended), PlanStage.APPLY)


def test_a_late_opening_reopens_applying_and_the_employer_but_not_acceptance(world):
    plan = make_published(world.admin, around_today(-40, -12))
    today = timezone.localdate()
    assert not plans.is_open(plan, PlanStage.APPLY)
    until = today + dt.timedelta(days=8)
    late = plan_desk.open_late(
        plan, until=until, reason="平台维护。", expected_version=plan.version, actor=world.admin
    )
    late = fresh(late)
    assert plans.is_open(late, PlanStage.APPLY)
    assert plans.is_open(late, PlanStage.EMPLOYER)
    assert late.last_day(PlanStage.ACCEPT) == plan.window(PlanStage.ACCEPT).closes_on
    assert late.status_badge.label == "补报中"
    assert late in plans.open_plans(LevelGroup.INTERMEDIATE)
    assert not plans.open_plans(LevelGroup.INTERMEDIATE, until + dt.timedelta(days=1)).exists()
    shorter = plan_desk.days_of(late) | {PlanStage.ACCEPT: (today, today + dt.timedelta(days=7))}
    with pytest.raises(Refused, match="补报开放到"):
        plan_desk.change(
            late, TERMS, shorter, reason="提前", expected_version=late.version, actor=world.admin
        )


def test_publishing_needs_windows_and_a_filing_that_lasts(world):
    plan = plan_desk.create(make_committee(world.office), 2026, actor=world.admin)
    with pytest.raises(Refused, match="请填写个人申报的开始和截止日期"):
        plan_desk.publish(plan, expected_version=1, actor=world.admin)
    short = make_committee(world.office, filed_until=timezone.localdate() + dt.timedelta(days=10))
    plan = make_plan(world.admin, committee=short)
    with pytest.raises(Refused, match="评审会的备案到"):
        plan_desk.publish(plan, expected_version=plan.version, actor=world.admin)
    fee = make_plan(world.admin, fee_amount=Decimal(50))
    with pytest.raises(Refused, match="请填写缴费的"):
        plan_desk.publish(fee, expected_version=fee.version, actor=world.admin)


def test_a_published_plan_changes_only_with_a_reason_that_people_read(
    world, django_capture_on_commit_callbacks
):
    plan = make_published(world.admin)
    application = world.draft(level_group=LevelGroup.INTERMEDIATE)
    Application.objects.filter(pk=application.pk).update(
        kind="evaluation", plan=plan, series=plan.committee.series, application_year=plan.year
    )
    world.draft(world.another_applicant(), level_group=LevelGroup.JUNIOR)
    days = around_today(-5, 9)
    with pytest.raises(Refused, match="请写明修改的原因"):
        plan_desk.change(plan, TERMS, days, reason=" ", expected_version=plan.version, actor=world.admin)
    with django_capture_on_commit_callbacks(execute=True):
        plan_desk.change(
            plan, TERMS, days, reason="台风顺延。", expected_version=plan.version, actor=world.admin
        )
    change = plan.changes.get()
    told = Message.objects.filter(template_code="plan_changed")
    assert [message.recipient for message in told] == [application.applicant]
    assert "台风顺延" in told.get().body
    assert "个人申报由" in change.what
    plan_news.tell_change(OutboxRow.objects.get(kind=plan_news.TELL))
    assert told.count() == 1, "a second worker tells nobody twice"


def test_two_clerks_one_plan(world):
    plan = make_plan(world.officer)
    plan_desk.change(
        plan,
        TERMS | {"quota": 30},
        around_today(),
        reason="",
        expected_version=plan.version,
        actor=world.admin,
    )
    with pytest.raises(Stale) as stale:
        plan_desk.change(
            plan, TERMS, around_today(), reason="", expected_version=plan.version, actor=world.second
        )
    assert stale.value.current.quota == 30
    assert fresh(plan).quota == 30


def test_the_same_words_change_nothing(world):
    plan = make_plan(world.admin)
    before = AuditEntry.objects.count()
    plan_desk.change(plan, TERMS, around_today(), reason="", expected_version=plan.version, actor=world.admin)
    assert (fresh(plan).version, AuditEntry.objects.count()) == (plan.version, before)


def test_required_sections_by_series_and_level(world):
    plan, series = make_plan(world.admin), make_series("22", "中小学教师系列")
    assert plans.required_sections(plan, "05", "intermediate") == DEFAULT
    asked = {"intermediate": ["publications", "education", "nonsense"]}
    plan = plan_desk.set_requirements(
        plan, None, asked, reason="", expected_version=plan.version, actor=world.admin
    )
    assert plans.required_sections(plan, "05", "intermediate") == (
        "basic_information",
        "education",
        "publications",
    )
    plan_desk.set_requirements(
        plan, series, {"intermediate": []}, reason="", expected_version=plan.version, actor=world.admin
    )
    assert plans.required_sections(plan, "22", "intermediate") == ("basic_information",)
    assert plans.required_sections(plan, "05", "technician") == DEFAULT


def test_copying_twice_is_copying_once(world):
    source = make_published(world.admin, windows(dt.date(2027, 3, 1), dt.date(2027, 4, 30)), quota=40)
    plan_desk.set_requirements(
        source, None, {"intermediate": ["education"]}, reason="补充", expected_version=3, actor=world.admin
    )
    idle = make_plan(world.admin, windows(dt.date(2027, 3, 1), dt.date(2027, 4, 30)))
    EvaluationCommittee.objects.filter(pk=idle.committee_id).update(is_active=False)
    outcomes = {line.committee: line.outcome for line in plan_copy.preview(world.office, 2028)}
    assert outcomes == {source.committee: plan_copy.COPY, idle.committee: plan_copy.NOT_FILED}
    [made] = plan_copy.copy_from_last_year(world.office, 2028, actor=world.admin)
    assert plan_copy.copy_from_last_year(world.office, 2028, actor=world.admin) == []
    made = fresh(made)
    assert (made.is_draft, made.quota, made.late_until) == (True, 40, None)
    assert plan_desk.days_of(made)[PlanStage.APPLY] == (dt.date(2028, 3, 1), dt.date(2028, 4, 30))
    assert plans.required_sections(made, "05", "intermediate") == ("basic_information", "education")


def test_another_office_sets_nothing(world):
    plan, stranger = make_plan(world.admin), actor_for(house=make_office("080001"), role=Role.ADMIN)
    given = {"expected_version": plan.version, "actor": stranger}
    for act in (
        lambda: plan_desk.publish(plan, **given),
        lambda: plan_desk.close(plan, reason="x", **given),
        lambda: plan_desk.change(plan, TERMS, {}, reason="", **given),
        lambda: plan_desk.create(plan.committee, plan.year + 1, actor=stranger),
        lambda: plan_copy.copy_from_last_year(world.office, plan.year + 1, actor=stranger),
        lambda: committees.change(plan.committee, {}, expected_version=1, actor=stranger),
        lambda: plan_desk.publish(plan, expected_version=plan.version, actor=world.owner),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert plan_desk.acts_open_to(stranger, plan) == ()
    assert plan_desk.acts_open_to(world.officer, plan) == ("change", "publish")


@pytest.mark.parametrize(
    "make",
    [
        lambda plan: EvaluationPlan.objects.create(committee=plan.committee, year=plan.year),
        lambda plan: EvaluationPlan.objects.filter(pk=plan.pk).update(fee_amount=-1),
        lambda plan: EvaluationPlan.objects.filter(pk=plan.pk).update(quota=0),
        lambda plan: EvaluationPlan.objects.filter(pk=plan.pk).update(closed_at=timezone.now()),
        lambda plan: EvaluationPlan.objects.filter(pk=plan.pk).update(late_until=dt.date(2026, 7, 1)),
        lambda plan: plan.windows.update(closes_on=dt.date(2000, 1, 1)),
        lambda plan: PlanWindow.objects.create(
            plan=plan, stage="apply", opens_on=dt.date(2026, 6, 1), closes_on=dt.date(2026, 6, 2)
        ),
        lambda plan: PlanRequirement.objects.bulk_create(
            [PlanRequirement(plan=plan, level="intermediate") for _ in range(2)]
        ),
        lambda plan: EvaluationCommittee.objects.update(filed_until=dt.date(2040, 1, 1)),
        lambda plan: EvaluationCommittee.objects.update(levels=[]),
        lambda plan: make_committee(plan.office, name=plan.committee.name),
    ],
    ids="plan fee quota closed late window stage requirement filing levels name".split(),
)
def test_what_must_never_be_is_refused_by_the_database(world, make):
    plan = make_plan(world.admin)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(plan)


def test_a_new_committee_gets_the_next_code(world):
    today = timezone.localdate()
    words = {
        "name": "工程系列评审会",
        "series": make_series(),
        "specialties": [],
        "levels": ["intermediate"],
        "filed_on": today,
        "filed_until": committees.longest_filing(today),
        "is_active": True,
    }
    first = committees.create(world.office, words, actor=world.admin)
    second = committees.create(world.office, words | {"name": "另一个"}, actor=world.admin)
    assert (first.code, second.code) == ("PS001", "PS002")
    with pytest.raises(Refused, match="同名"):
        committees.create(world.office, words, actor=world.admin)
    senior = words | {"name": "高级", "levels": ["full_senior"]}
    with pytest.raises(Refused, match="超出了本办"):
        committees.create(world.office, senior, actor=world.admin)


def test_what_applicants_were_offered_stays(world):
    plan = make_published(world.admin)
    committee = plan.committee
    words = {name: getattr(committee, name) for name in committees.FIELDS}
    given = {"expected_version": committee.version, "actor": world.admin}
    other = {"series": make_series("22", "中小学教师系列")}
    with pytest.raises(Refused, match="系列不能再改"):
        committees.change(committee, words | other, **given)
    with pytest.raises(Refused, match="不能去掉中级"):
        committees.change(committee, words | {"levels": ["assistant"]}, **given)
    plan_desk.close(plan, reason="全部完成。", expected_version=plan.version, actor=world.admin)
    assert committees.change(committee, words | {"levels": ["assistant"]}, **given).levels == ["assistant"]
    with pytest.raises(Refused, match="已经发布过了"):
        plan_desk.publish(plan, expected_version=plan.version, actor=world.admin)
