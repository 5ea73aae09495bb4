"""复查: once, in time, by who failed by the ballot; answered once, by somebody who did not enter it."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import Application, ResultRecheck
from applications.services.transitions import perform
from catalogue.models import WorkdayYear
from core.errors import Refused
from core.workflow import NotAllowed
from messaging.models import Delivery, Message
from tests.factories.accounts import actor_for, sign_in
from tests.factories.applications import OPINION
from tests.factories.results import OBJECTION, VOTES, ResultsWorld, votes

pytestmark = pytest.mark.django_db
WORDS = {"opinion": "现场唱票赞成 14 票，请核对。"}
KEPT = OPINION | {"decision": "kept"} | VOTES


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return ResultsWorld()


def failed(world):
    lost = votes(approve="13", against="6")
    return perform(world.grouped(), "enter_result", actor=world.officer, data=lost)


def me(application):
    return actor_for(application.applicant)


def test_who_failed_asks_on_their_page_and_another_officer_answers_once(world):
    case = failed(world)
    mine, office = sign_in(Client(), me(case)), sign_in(Client(), world.second)
    confirm, send = (
        reverse(f"applications:application_{name}", args=[case.public_id, "ask_recheck"])
        for name in ("confirm", "transition")
    )
    detail = reverse("applications:application_detail", args=[case.public_id])
    assert confirm in mine.get(detail).content.decode()
    assert "申请复查的理由" in mine.get(confirm).content.decode()
    empty = mine.post(send, {"opinion": " "})
    assert (empty.status_code, "请填写申请复查的理由" in empty.content.decode()) == (422, True)
    assert mine.post(send, WORDS).status_code == 302
    assert mine.post(send, WORDS).status_code == 409
    assert confirm not in mine.get(detail).content.decode()
    assert Message.objects.filter(recipient=world.officer.user, template_code="recheck_asked").exists()
    plan = office.get(reverse("admin_portal:evaluation_plan", args=[world.plan.public_id])).content.decode()
    assert "待答复的复查" in plan
    assert (
        "答复复查"
        in office.get(
            reverse("admin_portal:office_application_detail", args=[case.public_id])
        ).content.decode()
    )
    with pytest.raises(Refused, match="须由另一位工作人员办理"):
        perform(case, "answer_recheck", actor=world.officer, data=KEPT)
    with pytest.raises(NotAllowed):
        perform(case, "answer_recheck", actor=me(case), data=KEPT)
    for wrong, sentence in (
        ({"decision": "changed", "approve": "13", "against": "6"}, "按填写的票数仍未通过：需要 14 票"),
        ({"decision": "changed", "approve": "15"}, "合计 22 人"),
        ({"decision": "changed", "members": "32"}, "至少要有 22 人出席"),
        ({"decision": ""}, "请选择复查结论"),
    ):
        with pytest.raises(Refused, match=sentence):
            perform(case, "answer_recheck", actor=world.second, data=KEPT | wrong)
    done = perform(case, "answer_recheck", actor=world.second, data=KEPT | {"decision": "changed"})
    assert (done.state, done.decided_at) == (S.PASSED, None)
    assert (done.result.approve, done.result.passed) == (14, True)
    recheck = ResultRecheck.objects.get()
    assert recheck.ballot_before == "评委会 31，出席 21，赞成 13，反对 6，弃权 2"
    assert (recheck.changed, recheck.answered_by) == (True, world.second.user)
    assert Message.objects.filter(recipient=case.applicant, template_code="recheck_answered").exists()


def told(case) -> list[str]:
    """What the person was told of the failure: in the inbox, and by SMS."""
    inbox = Message.objects.get(recipient=case.applicant, template_code="evaluation_failed")
    sms = Delivery.objects.get(recipient=case.applicant, template_code="evaluation_failed")
    return [inbox.body, sms.body]


def test_who_failed_is_told_until_when_to_ask_though_the_calendar_is_not_known(world):
    day = r"(\d+ 年 )?\d+ 月 \d+ 日"
    for body in told(failed(world)):
        assert re.search(f"可以在 {day}（含当日）前申请复查一次", body)
    WorkdayYear.objects.all().delete()
    inbox, sms = told(failed(world))
    for body in (inbox, sms):
        assert re.search(f"可以在 截止日（预计 {day}，以放假安排公布后为准）前申请复查一次", body)
    assert len(sms) <= 70


def test_what_was_kept_stays_and_is_not_asked_again(world):
    case = failed(world)
    perform(case, "ask_recheck", actor=me(case), data=WORDS)
    kept = perform(case, "answer_recheck", actor=world.second, data=KEPT)
    assert (kept.state, bool(kept.decided_at), kept.result.approve) == (S.FAILED, True, 13)
    with pytest.raises(Refused, match="只能申请一次"):
        perform(case, "ask_recheck", actor=me(case), data={"opinion": "再核对一次。"})
    with pytest.raises(Refused, match="没有等待答复"):
        perform(case, "answer_recheck", actor=world.admin, data=KEPT)


def test_it_is_too_late_after_five_working_days_and_never_about_an_objection(world):
    case = failed(world)
    Application.objects.filter(pk=case.pk).update(decided_at=case.decided_at - datetime.timedelta(days=20))
    with pytest.raises(Refused, match="现在已经截止"):
        perform(case, "ask_recheck", actor=me(case), data=WORDS)
    upheld = perform(world.on_notice(), "record_objection", actor=world.officer, data=OBJECTION)
    perform(upheld, "uphold_objection", actor=world.second, data=OPINION)
    with pytest.raises(Refused, match="只有评审表决未通过的"):
        perform(upheld, "ask_recheck", actor=me(upheld), data=WORDS)
