"""职称评审 from 材料报送成功 to the certificate: groups, ballots, the list, objections, 批文, four eyes."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.models import Application, ResultNotice, ResultObjection
from applications.notice_enums import NoticeState
from applications.services import ballots, decree_reminders, evaluation_groups, result_notices
from applications.services.drafts import create_draft
from applications.services.road import history, steps
from applications.services.transitions import open_moves, perform
from catalogue.working_days import publish_year
from core.errors import Refused
from core.models import AuditEntry
from core.workflow import AlreadyDone, NotAllowed
from messaging.models import Message
from tests.factories.accounts import actor_for
from tests.factories.applications import OPINION
from tests.factories.results import OBJECTION, ResultsWorld, votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return ResultsWorld()


def test_the_whole_road_is_walked_once(world):
    """From the first draft to the certificate, by the hands that the regulation names."""
    application = world.preliminary_passed()
    assert application.state == S.ADMITTED
    perform(application, "put_in_group", actor=world.officer, data={"group": str(world.group.public_id)})
    passed = perform(application, "enter_result", actor=world.officer, data=votes())
    assert (passed.state, passed.result.needed) == (S.PASSED, 14)
    notice = result_notices.publish(world.plan, actor=world.officer)
    assert (notice.working_days, history(application)[0].body) == (5, world.office.name)
    objected = perform(application, "record_objection", actor=world.officer, data=OBJECTION)
    assert objected.state == S.OBJECTION
    assert perform(objected, "dismiss_objection", actor=world.officer, data=OPINION).state == S.PUBLIC_NOTICE
    world.run_out()
    decree = world.decree()
    decreed = perform(application, "decree", actor=world.officer, data={"decree": decree.pk})
    assert (decreed.state, decreed.decree_number) == (S.DECREED, decree.number)
    with pytest.raises(Refused, match="须由另一位工作人员办理"):
        perform(application, "approve", actor=world.officer, data=OPINION)
    done = perform(application, "approve", actor=world.second, data=OPINION)
    certificate = done.certificate
    assert (done.state, len(certificate.certificate_number)) == (S.ISSUED, 15)
    assert certificate.evaluation_body == world.plan.committee.name
    assert (certificate.decree_number, certificate.granted_on) == (decree.number, timezone.localdate())
    assert [step.label for step in steps(done)][3:] == ["材料报送成功", "评审", "公示发文", "发证"]
    assert {step.state for step in steps(done)} == {"done"}
    assert [row.step for row in history(done)][:3] == ["发证", "批准", "发文"]


@pytest.mark.parametrize(
    ("attending", "approve", "passed"),
    [(21, 14, True), (21, 13, False), (20, 14, True), (20, 13, False), (1, 1, True), (25, 16, False)],
)
def test_two_thirds_of_those_attending_are_rounded_up(attending, approve, passed):
    assert ballots.judge(attending, approve)[1] is passed


def test_the_ratios_are_settings(settings):
    settings.EVALUATION_PASS_RATIO = settings.EVALUATION_QUORUM = "1/2"
    assert (ballots.votes_needed(21), ballots.quorum(31)) == (11, 16)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"approve": "15"}, "合计 22 人，与出席 21 人不一致"),
        ({"attending": "0"}, "不能少于 1"),
        ({"members": ""}, "请填写评委会人数"),
        ({"members": "20"}, "出席 21 人，多于评委会的 20 人"),
        ({"members": "32"}, "评委会 32 人，至少要有 22 人出席；只有 21 人出席的表决无效"),
        ({"against": "5.5"}, "请填整数"),
        ({"evaluated_on": "2099-01-01"}, "这一天还没有到"),
        ({"evaluated_on": "2020-01-01"}, "评审日期早于报送的日期"),
    ],
    ids=["sum", "nobody", "no size", "more than all", "no quorum", "fraction", "future", "too early"],
)
def test_votes_that_cannot_be_are_refused(world, changes, sentence):
    grouped = world.grouped()
    with pytest.raises(Refused, match=sentence):
        perform(grouped, "enter_result", actor=world.officer, data=votes(**changes))


def test_the_same_ballot_twice_is_one_and_another_ballot_is_refused(world):
    passed = world.passed()
    with pytest.raises(AlreadyDone):
        perform(passed, "enter_result", actor=world.officer, data=votes())
    with pytest.raises(Refused, match="现在的状态是“评审通过，待公示”"):
        perform(
            passed, "enter_result", actor=world.officer, data=votes(approve="21", against="0", abstain="0")
        )


def test_who_fails_has_used_the_year_up_and_may_come_next_year(world, settings):
    application = world.grouped()
    failed = perform(application, "enter_result", actor=world.officer, data=votes(approve="13", against="6"))
    assert (failed.state, failed.decided_at is None) == (S.FAILED, False)
    applicant = actor_for(failed.applicant)
    with pytest.raises(Refused, match="同一年度只准申报一个系列"):
        create_draft(world.kind, actor=applicant, target=world.target())
    settings.FAILED_EVALUATION_USES_THE_YEAR = False
    assert create_draft(world.kind, actor=applicant, target=world.target()).state == S.DRAFT
    assert not failed.is_taken(failed.series, failed.level)
    later = world.placed(S.DRAFT, applicant)
    assert not later.is_taken(failed.series, failed.level)


def test_an_upheld_objection_takes_the_pass_back_and_the_name_off_the_list(world):
    application = world.on_notice()
    notice = ResultNotice.objects.get()
    assert len(result_notices.shown(notice, cursor=None).rows) == 1
    perform(application, "record_objection", actor=world.officer, data=OBJECTION)
    with pytest.raises(Refused, match="现在的状态是“异议待处理”"):
        perform(application, "decree", actor=world.officer, data={"decree": world.decree().pk})
    failed = perform(application, "uphold_objection", actor=world.second, data=OPINION)
    assert failed.state == S.FAILED
    assert result_notices.shown(notice, cursor=None).rows == []
    told = ResultObjection.objects.get()
    assert (told.matters, told.decided_by, told.objector_name) == (True, world.second.user, "陆小曼")


def test_the_objector_is_sealed_at_rest(world):
    perform(world.on_notice(), "record_objection", actor=world.officer, data=OBJECTION)
    with connection.cursor() as cursor:
        cursor.execute("SELECT objector_name, objector_contact FROM applications_resultobjection")
        name, contact = cursor.fetchone()
    assert "陆小曼" not in name
    assert OBJECTION["objector_contact"] not in contact


def test_nobody_decrees_before_the_days_are_over_nor_on_a_day_of_the_notice(world):
    application = world.on_notice()
    with pytest.raises(Refused, match="期满没有异议才能发文"):
        perform(application, "decree", actor=world.officer, data={"decree": world.decree().pk})
    early = world.decree("钦职办〔2026〕30号", dated_on=world.run_out().ends_on)
    with pytest.raises(Refused, match="批文日期应在这之后"):
        perform(application, "decree", actor=world.officer, data={"decree": early.pk})


def test_a_list_ends_by_the_job_once_and_late(world):
    world.on_notice()
    assert result_notices.end_due() == 0
    notice = ResultNotice.objects.get()
    with pytest.raises(Refused, match="还没有期满"):
        result_notices.end(notice, actor=world.officer)
    notice = world.run_out()
    assert (result_notices.end_due(), result_notices.end_due()) == (1, 0)
    notice.refresh_from_db()
    assert notice.state == NoticeState.ENDED
    assert result_notices.end(notice, actor=world.officer).closed_at == notice.closed_at
    assert AuditEntry.objects.filter(event="applications.result_notice_ended").count() == 1


def test_an_office_is_reminded_of_its_decree_as_long_as_somebody_waits_for_it(world, time_machine):
    application = world.on_notice()
    world.run_out()
    result_notices.end_due()
    told = Message.objects.filter(recipient=world.officer.user, template_code="decree_overdue")
    assert (decree_reminders.remind_due(), told.count()) == (0, 0)
    for week in (1, 2):
        time_machine.move_to(timezone.now() + datetime.timedelta(days=7), tick=False)
        assert decree_reminders.remind_due() > 0
        assert (decree_reminders.remind_due(), told.count()) == (0, week)
    assert "还有 1 人没有发文" in told.first().body
    perform(application, "decree", actor=world.officer, data={"decree": world.decree().pk})
    time_machine.move_to(timezone.now() + datetime.timedelta(days=7), tick=False)
    assert decree_reminders.remind_due() == 0


def test_the_last_day_follows_the_calendar(world):
    world.on_notice()
    notice = ResultNotice.objects.get()
    first = notice.starts_on + datetime.timedelta(days=1)
    feast = [(first + datetime.timedelta(days=n), False, "春节") for n in range(9)]
    for year in {day.year for day, _, _ in feast}:
        publish_year(year, [one for one in feast if one[0].year == year], actor=None)
    moved = ResultNotice.objects.get()
    assert moved.ends_on > max(notice.ends_on, feast[-1][0])


def test_who_waits_is_divided_by_specialty_once(world):
    people = [world.admitted(), world.admitted()]
    Application.objects.filter(pk=people[1].pk).update(specialty="给水排水")
    outcomes = evaluation_groups.divide_by_specialty(world.plan, actor=world.officer)
    assert [one.refusal for one in outcomes] == ["", ""]
    names = Application.objects.filter(pk__in=[one.pk for one in people]).values_list(
        "place__group__name", "state"
    )
    assert set(names) == {("环境保护工程组", S.GROUPED), ("给水排水组", S.GROUPED)}
    assert evaluation_groups.divide_by_specialty(world.plan, actor=world.officer) == []


def test_only_the_office_of_the_committee_acts(world):
    application = world.admitted()
    for actor in (world.applicant, world.clerk):
        assert "put_in_group" not in [move.name for move in open_moves(application, actor)]
    with pytest.raises(NotAllowed):
        result_notices.publish(world.plan, actor=world.clerk)
    with pytest.raises(NotAllowed):
        evaluation_groups.create(world.plan, "二组", actor=world.clerk)
