"""The last day of a return: reminders once each, 视为放弃 by whoever looks first, never for a late desk."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import ReturnNotice
from applications.notice_enums import NoticeState
from applications.services.drafts import change_office, target_of
from applications.services.road import steps
from applications.services.transitions import perform
from applications.tasks import lapse_returns, remind_of_returns
from catalogue.working_days import publish_year
from certificates.enums import CertificateState
from core.errors import Refused
from core.workflow import AlreadyDone, NotAllowed
from messaging.models import Message
from tests.factories.accounts import sign_in
from tests.factories.applications import OPINION, World
from tests.factories.original import ReplacementWorld

PLEDGED = {"commitment": "on"}
TOLD = OPINION | {"sections": ["work_summary"], "days": "10"}
REVIVED = {"opinion": "申报人住院，准予补正。", "days": "5"}
# 春节 of the test: seven days off from 2027-02-05, and one Saturday worked for it.
SPRING = [(dt.date(2027, 2, day), False, "春节") for day in range(5, 12)] + [
    (dt.date(2027, 2, 13), True, "春节")
]
LAST = dt.date(2027, 2, 19)


@pytest.fixture(scope="module")
def worlds(module_db, tmp_path_factory):
    """Made once: every test is taken back. One application at the office, one loss handed in."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        world, lost = World(), ReplacementWorld()
        world.case, lost.case = world.at_office(), lost.at_office()
        yield world, lost


@pytest.fixture
def world(worlds, db):
    publish_year(2027, SPRING, actor=None)
    return worlds[0]


def at(day, clock="12:00:00"):
    return time_machine.travel(dt.datetime.fromisoformat(f"{day}T{clock}+08:00"), tick=False)


def returned(world, data=TOLD):
    """Returned by the office on the Monday before 春节."""
    with at("2027-02-01"):
        return perform(world.case, "return_to_applicant", actor=world.officer, data=data)


def state(application):
    application.refresh_from_db()
    return application.state


def reminders(world):
    found = Message.objects.filter(recipient=world.applicant.user, subject="补正即将到期")
    return list(found.order_by("pk").values_list("body", flat=True))


def test_the_last_day_is_reckoned_across_the_holidays(world):
    back = returned(world)
    notice = back.returns.get()
    assert (notice.deadline_on, notice.is_estimate) == (LAST, False)
    assert "请在 2 月 19 日（含当日）前改好" in Message.objects.get(subject="申报需要修改").body


def test_reminders_come_seven_three_and_one_day_before_and_once_each(world):
    returned(world)
    told = {}
    for day in range(11, 21):
        with at(f"2027-02-{day}"):
            told[day] = [remind_of_returns(), remind_of_returns()]
    assert {day: counts for day, counts in told.items() if counts != [0, 0]} == {
        12: [1, 0],
        16: [1, 0],
        18: [1, 0],
    }
    assert ["还有 7 天" in reminders(world)[0], "还有 3 天" in reminders(world)[1]] == [True, True]


def test_both_jobs_can_be_done_by_hand(world, capsys):
    returned(world)
    with at("2027-02-18"):
        call_command("run_due", "remind_of_returns", "lapse_returns")
    with at("2027-02-20"):
        call_command("run_due", "remind_of_returns", "lapse_returns")
        call_command("run_due", "lapse_returns")
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "remind_of_returns: 1",
        "lapse_returns: 0",
        "remind_of_returns: 0",
        "lapse_returns: 1",
        "lapse_returns: 0",
    ]


def test_of_reminders_missed_only_the_last_is_sent_and_it_says_what_is_left(world):
    returned(world)
    with at("2027-02-17"):
        assert remind_of_returns() == 1
    with at("2027-02-19"):
        assert (remind_of_returns(), remind_of_returns()) == (1, 0)
    first, second = reminders(world)
    assert "还有 2 天" in first
    assert "今天到期" in second


def test_a_short_period_is_not_reminded_of_at_once(world):
    returned(world, TOLD | {"days": "2"})
    with at("2027-02-01"):
        assert remind_of_returns() == 0
    with at("2027-02-02"):
        assert remind_of_returns() == 1


def test_what_was_not_answered_in_time_is_given_up_from_the_next_midnight(world):
    back = returned(world)
    with at("2027-02-19", "23:59:59"):
        assert lapse_returns() == 0
    with at("2027-02-20", "00:00:00"):
        assert (lapse_returns(), lapse_returns()) == (1, 0)
    assert state(back) == S.LAPSED
    row = back.progress.latest("pk")
    assert (row.move, row.by, row.to_state) == ("lapse", None, S.LAPSED)
    assert steps(back)[0].label == "视为放弃"
    assert Message.objects.filter(recipient=world.applicant.user, subject="申报视为放弃").count() == 1
    assert not ReturnNotice.objects.open().exists()


def test_a_stopped_worker_holds_nobody_up(world, client):
    back = returned(world)
    with at("2027-03-01"):
        sign_in(client, world.applicant)
        page = client.get(reverse("applications:application_progress", args=[back.public_id]))
    assert "视为放弃" in page.content.decode()
    assert state(back) == S.LAPSED


def test_too_late_is_too_late_without_the_job_as_well(world):
    back = returned(world)
    with at("2027-02-20"), pytest.raises(Refused, match="这份申报已视为放弃，不能再报送"):
        perform(back, "submit", actor=world.applicant, data=PLEDGED)
    assert state(back) == S.LAPSED


def test_a_desk_that_lies_late_costs_the_applicant_nothing(world):
    back = returned(world)
    with at("2027-02-19", "23:00:00"):
        world.save(back, "work_summary", {"summary": "<p>补充了工作业绩。</p>"})
        again = perform(back, "submit", actor=world.applicant, data=PLEDGED)
    with at("2027-06-01"):
        assert (lapse_returns(), remind_of_returns()) == (0, 0)
        perform(again, "return_to_applicant", actor=world.clerk, data=OPINION)
    with at("2027-09-01"):
        assert lapse_returns() == 0
    assert state(back) == S.RETURNED


def test_another_office_begins_anew(world):
    back = returned(world)
    with at("2027-02-02"):
        change_office(back, actor=world.applicant, target=target_of(back), expected_version=back.version)
    with at("2027-03-01"):
        assert lapse_returns() == 0
    assert state(back) == S.RETURNED


def test_in_a_year_that_is_not_published_nothing_lapses_and_publishing_reaches_it(worlds, db):
    world = worlds[0]
    back = returned(world)
    notice = back.returns.get()
    assert notice.is_estimate
    with at("2027-04-01"):
        assert (remind_of_returns(), lapse_returns()) == (0, 0)
    with at("2027-02-03"):
        publish_year(2027, SPRING, actor=None)
    notice.refresh_from_db()
    assert (notice.deadline_on, notice.is_estimate) == (LAST, False)
    with at("2027-02-20"):
        assert lapse_returns() == 1


def test_what_lapsed_is_taken_up_again_with_the_same_defects_and_a_new_last_day(world):
    back = returned(world)
    with at("2027-02-20"):
        lapse_returns()
    with at("2027-02-22"):
        with pytest.raises(NotAllowed):
            perform(back, "reopen_lapsed", actor=world.officer, data=REVIVED)
        with pytest.raises(Refused, match="补正期限至少 1 个工作日"):
            perform(back, "reopen_lapsed", actor=world.admin, data=REVIVED | {"days": "0"})
        again = perform(back, "reopen_lapsed", actor=world.admin, data=REVIVED)
        assert (again.state, again.decided_at) == (S.RETURNED, None)
        seen = {"actor": world.admin, "expected_version": back.version}
        with pytest.raises(AlreadyDone):
            perform(back, "reopen_lapsed", data=REVIVED, **seen)
        with pytest.raises(Refused, match="现在的状态是"):
            perform(back, "reopen_lapsed", data=REVIVED | {"days": "6"}, **seen)
    notice = back.returns.get()
    assert (notice.deadline_on, notice.closed_at) == (dt.date(2027, 3, 1), None)
    assert set(notice.items.values_list("mended", flat=True)) == {None}
    told = Message.objects.get(recipient=world.applicant.user, subject="视为放弃的申报已恢复").body
    assert "请在 3 月 1 日（含当日）前改好" in told
    with at("2027-02-27"):
        assert remind_of_returns() == 1
    with at("2027-03-01"):
        with pytest.raises(Refused, match="没有被退回"):
            world.save(again, "basic_profile", world.answers()["basic_profile"])
        world.save(again, "work_summary", {"summary": "<p>补充了工作业绩。</p>"})
        assert perform(again, "submit", actor=world.applicant, data=PLEDGED).state == S.EMPLOYER_REVIEW


def test_a_loss_that_lapses_gives_the_certificate_back_until_it_is_taken_up_again(worlds, world):
    lost = worlds[1]
    back = returned(lost, OPINION)
    assert back.state == S.AWAITING_MATERIALS
    with at("2027-02-20"):
        assert lapse_returns() == 1
    assert state(back) == S.LAPSED
    lost.original.refresh_from_db()
    assert lost.original.state == CertificateState.NORMAL
    back.notice.refresh_from_db()
    assert back.notice.state == NoticeState.WITHDRAWN
    with at("2027-02-22"):
        perform(back, "reopen_lapsed", actor=lost.admin, data=REVIVED)
    assert state(back) == S.AWAITING_MATERIALS
    lost.original.refresh_from_db()
    assert lost.original.state == CertificateState.ON_LOSS_NOTICE
    back.notice.refresh_from_db()
    assert back.notice.state == NoticeState.ENDED


def test_an_objection_ends_the_period(worlds, world):
    lost = worlds[1]
    back = returned(lost, OPINION)
    with at("2027-02-02"):
        objected = perform(
            back,
            "record_objection",
            actor=lost.officer,
            data={"objector_name": "覃海燕", "opinion": "证书在单位档案里。"},
        )
        perform(objected, "dismiss_objection", actor=lost.officer, data=OPINION)
    with at("2027-03-01"):
        assert lapse_returns() == 0
    assert state(back) != S.LAPSED
