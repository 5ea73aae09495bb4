"""单位公示: five working days across 春节, objections under real names, and what bars the recommendation."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import override_settings

from applications.enums import ApplicationState as S
from applications.models import Application, EmployerNotice
from applications.notice_enums import NoticeState
from applications.services import employer_notices
from applications.services.check_rules import EMPLOYER, OFFICE
from applications.services.checkup import examine
from applications.services.road import history
from applications.services.submission import take_snapshot
from applications.services.transitions import open_moves, perform
from applications.tasks import end_employer_notices
from catalogue.working_days import publish_year
from core.errors import Refused
from core.workflow import NotAllowed
from messaging.models import Delivery, Message
from tests.factories.accounts import actor_for, make_employer
from tests.factories.applications import OPINION
from tests.factories.evaluation import EvaluationWorld, run_out

HUNG = {"place": "学校公告栏", "contact": "人事科 0777-2838001"}
OBJECTION = {
    "objector_name": "陆小曼",
    "objector_contact": "13800002222",
    "opinion": "业绩材料不是本人完成的。",
}
# 春节 of the test: seven days off from 2027-02-05, and one Saturday worked for it.
SPRING = [(dt.date(2027, 2, day), False, "春节") for day in range(5, 12)] + [
    (dt.date(2027, 2, 13), True, "春节")
]


def at(day, clock="12:00:00"):
    return time_machine.travel(dt.datetime.fromisoformat(f"{day}T{clock}+08:00"), tick=False)


@pytest.fixture(scope="module")
def one_world(module_db, tmp_path_factory):
    """Made once: every test is taken back. Two people of one plan, both with the employer."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        world = EvaluationWorld()
        world.case, world.other = world.stored(S.EMPLOYER_REVIEW), world.stored(S.EMPLOYER_REVIEW)
        yield world


@pytest.fixture
def world(one_world, db):
    return one_world


def begun(world, *cases) -> EmployerNotice:
    chosen = [case.pk for case in cases or (world.case,)]
    (notice,) = employer_notices.begin(chosen, actor=world.clerk, **HUNG)
    return notice


def endorse(world, case=None):
    return perform(case or world.case, "endorse", actor=world.clerk, data=OPINION)


def refusal(act, *args, **given) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **given)
    return str(refused.value)


def buttons(world, case):
    case = Application.objects.get(pk=case.pk)
    return {move.name for move in open_moves(case, world.clerk)} & {
        "keep_notice",
        "object_to_notice",
        "dismiss_notice_objection",
        "uphold_notice_objection",
        "take_off_notice",
    }


def told(case, audience=EMPLOYER) -> list[str]:
    """What 体检 says of the notice."""
    return [
        one.detail for one in examine(Application.objects.get(pk=case.pk), audience) if one.rule_id == "JX-55"
    ]


def test_five_working_days_across_the_spring_festival(world):
    publish_year(2027, SPRING, actor=None)
    with at("2027-02-03"):
        assert refusal(endorse, world).startswith("推荐前要先在单位公示，不少于 5 个工作日。")
        assert told(world.case) == [refusal(endorse, world)]
        assert told(world.case, OFFICE) == []
        notice = begun(world)
        # The 4th, the 12th, the 13th, a Saturday that is worked, the 15th and the 16th.
        assert (notice.starts_on, notice.ends_on) == (dt.date(2027, 2, 3), dt.date(2027, 2, 16))
        assert history(world.case)[0].opinion == "单位公示期 2027-02-03 至 2027-02-16"
        assert Message.objects.filter(
            recipient=world.case.applicant, template_code="employer_notice_begun"
        ).exists()
    with at("2027-02-16", "23:59:59"):
        assert refusal(endorse, world) == "公示至 2027-02-16 止，期满没有异议才能同意推荐并报送。"
        assert end_employer_notices() == 0
    with at("2027-02-17", "00:00:00"):
        assert told(world.case) == []
        assert endorse(world).state == S.OFFICE_REVIEW, "whether the job has run or not"
        assert end_employer_notices() == 1
        assert end_employer_notices() == 0
        assert (
            Message.objects.filter(recipient=world.clerk.user, template_code="employer_notice_over").count()
            == 1
        )
        texts = Delivery.objects.filter(recipient=world.clerk.user, template_code="employer_notice_over")
        assert {text.channel for text in texts} == {"sms"}, "e-mail is for who asks for it"
    notice.refresh_from_db()
    assert notice.state == NoticeState.ENDED


def test_in_a_year_without_a_calendar_nothing_is_over_until_it_is_published(world):
    publish_year(2027, SPRING, actor=None)
    with at("2027-12-29"):
        notice = begun(world)
        assert notice.is_estimate
    with at("2028-03-01"):
        assert "待定（预计" in refusal(endorse, world)
        assert end_employer_notices() == 0
        publish_year(2028, [(dt.date(2028, 1, 3), False, "元旦")], actor=None)
        notice.refresh_from_db()
        assert (notice.ends_on, notice.is_estimate) == (dt.date(2028, 1, 6), False)
        assert end_employer_notices() == 1, "however late the job is"
        assert endorse(world).state == S.OFFICE_REVIEW


def test_an_objection_bars_until_it_is_handled_and_is_sealed(world):
    notice = begun(world, world.case, world.other)
    assert buttons(world, world.case) == {"object_to_notice", "take_off_notice"}
    perform(world.case, "object_to_notice", actor=world.clerk, data=OBJECTION)
    run_out(notice)
    assert refusal(endorse, world).startswith("对这位申报人的公示有一条异议还没有处理。")
    assert endorse(world, world.other).state == S.OFFICE_REVIEW, "it stops nobody else"
    with connection.cursor() as cursor:
        cursor.execute("SELECT objector_name, objector_contact FROM applications_employerobjection")
        assert "陆小曼" not in str(cursor.fetchall())
    message = Message.objects.get(recipient=world.case.applicant, template_code="employer_notice_objection")
    assert OBJECTION["opinion"] in message.body
    assert "陆小曼" not in message.body
    assert buttons(world, world.case) == {"dismiss_notice_objection", "uphold_notice_objection"}
    perform(world.case, "dismiss_notice_objection", actor=world.clerk, data=OPINION)
    again = perform(
        world.case, "object_to_notice", actor=world.clerk, data=OBJECTION | {"opinion": "又一条。"}
    )
    perform(again, "uphold_notice_objection", actor=world.clerk, data=OPINION)
    assert refusal(endorse, world).startswith("对这位申报人的异议经核实影响推荐")
    assert buttons(world, world.case) == set()
    answers = [("object_to_notice", OBJECTION), ("keep_notice", OPINION), ("take_off_notice", OPINION)]
    for move, data in (*answers, ("dismiss_notice_objection", OPINION)):
        assert refusal(perform, world.case, move, actor=world.clerk, data=data)
    assert perform(world.case, "reject_by_employer", actor=world.clerk, data=OPINION).state == (
        S.REJECTED_BY_EMPLOYER
    )


def test_what_is_mended_is_shown_anew_or_the_old_notice_is_kept_for_a_reason(world):
    """A return takes the person off a notice that hangs; one that ran in full may be kept."""
    notice = begun(world, world.case, world.other)
    assert "已经在公示" in refusal(begun, world)
    perform(world.case, "return_to_applicant", actor=world.clerk, data=OPINION)
    gone = notice.entries.get(application=world.case)
    assert gone.taken_off_for == "申报材料退回个人修改"
    notice.refresh_from_db()
    assert notice.is_open
    waiting = employer_notices.to_be_shown(world.employer.pk)
    assert list(waiting) == []
    run_out(notice)
    take_snapshot(world.other)
    assert list(waiting.all()) == [world.other]
    assert "现在是第 2 次" in refusal(endorse, world, world.other)
    assert buttons(world, world.other) == {"keep_notice"}
    Application.objects.filter(pk=world.other.pk).update(specialty="给排水")
    assert "不能沿用原公示" in refusal(perform, world.other, "keep_notice", actor=world.clerk, data=OPINION)
    Application.objects.filter(pk=world.other.pk).update(specialty=world.other.specialty)
    perform(world.other, "keep_notice", actor=world.clerk, data=OPINION)
    assert endorse(world, world.other).state == S.OFFICE_REVIEW


def test_a_notice_is_taken_down_as_a_whole_and_begun_anew(world):
    notice = begun(world, world.case, world.other)
    perform(world.case, "object_to_notice", actor=world.clerk, data=OBJECTION)
    take_down = {"reason": "公示文的资格名称写错了。", "actor": world.clerk}
    assert "1 条异议" in refusal(employer_notices.take_down, notice, **take_down)
    perform(world.case, "dismiss_notice_objection", actor=world.clerk, data=OPINION)
    for _ in range(2):
        notice = employer_notices.take_down(notice, **take_down)
        assert notice.state == NoticeState.WITHDRAWN
        assert notice.reason == "公示文的资格名称写错了。"
    assert refusal(endorse, world).startswith("推荐前要先在单位公示")
    assert begun(world, world.case, world.other).is_open


def test_nobody_is_put_by_hand_on_a_notice_that_was_taken_down_or_is_about_another_plan(world):
    notice = begun(world)
    put = {"actor": world.clerk, "data": {"notice": notice.pk}}
    EmployerNotice.objects.filter(pk=notice.pk).update(plan=None)
    assert refusal(perform, world.other, "begin_notice", **put)
    EmployerNotice.objects.filter(pk=notice.pk).update(plan=world.plan)
    employer_notices.take_down(notice, reason="公示文有错。", actor=world.clerk)
    assert refusal(perform, world.other, "begin_notice", **put)
    assert not world.other.employer_entries.exists()


def test_only_the_employer_and_whoever_may_review_there(world):
    foreign = actor_for(house=make_employer(office=world.office))
    looker = actor_for(house=world.employer)
    looker.membership.extra_acts = []
    notice = begun(world)
    assert "请先勾选" in refusal(employer_notices.begin, [world.other.pk], actor=foreign, **HUNG)
    for act in (employer_notices.end, employer_notices.take_down):
        given = {"reason": "写错了。"} if act is employer_notices.take_down else {}
        with pytest.raises(NotAllowed):
            act(notice, actor=foreign, **given)
    assert "审核推荐" in refusal(employer_notices.begin, [world.other.pk], actor=looker, **HUNG)
    assert "审核推荐" in refusal(employer_notices.take_down, notice, reason="写错了。", actor=looker)
    assert "还没有期满" in refusal(employer_notices.end, notice, actor=world.clerk)
    run_out(notice)
    assert employer_notices.end(notice, actor=world.clerk).state == NoticeState.ENDED
