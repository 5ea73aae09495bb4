"""The clock jumps by a day or two, or two hosts disagree: doors stay shut, no time is negative (R14)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.services import codes, signin
from applications.enums import ApplicationState as S
from applications.enums import KindCode
from applications.models import Application
from applications.services import bin as bin_of_drafts
from applications.services.road import clocks, due_on, history, steps
from applications.services.transitions import perform
from catalogue.reference import working_days
from core import outbox
from core.errors import Refused, TooMany
from core.models import OutboxRow
from messaging import reference
from messaging.models import SandboxCopy
from tests.factories.accounts import PASSWORD, make_user, sign_in
from tests.factories.applications import OPINION, approval
from tests.factories.certificates import make_certificate
from tests.factories.evaluation import EvaluationWorld
from tests.promises.invariants import violations
from verification.services.lookup import look_up
from verification.services.receipts import check_receipt

A_DAY, BACK, FIVE_MINUTES = timedelta(days=1), timedelta(days=-2), timedelta(minutes=5)
JUMPS = pytest.mark.parametrize("jump", [A_DAY, BACK], ids=["a day on", "two days back"])


def clock(jump):
    """This host's clock, moved by `jump` and running on; the database keeps its own."""
    return time_machine.travel(timezone.now() + jump)


@pytest.fixture
def world_of_evaluation(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return EvaluationWorld()


def is_signed_in(browser):
    return browser.get(reverse("messaging:message_list")).status_code == 200


@pytest.mark.django_db
@JUMPS
def test_a_session_of_another_day_opens_nothing(jump):
    browser = sign_in(Client(), signin.actor_of(make_user()))
    assert is_signed_in(browser)
    with clock(jump):
        assert not is_signed_in(browser)


@pytest.mark.django_db
@pytest.mark.parametrize("jump", [FIVE_MINUTES, -FIVE_MINUTES], ids=["ahead", "behind"])
def test_hosts_five_minutes_apart_share_their_sessions(jump):
    with clock(jump):
        browser = sign_in(Client(), signin.actor_of(make_user()))
    assert is_signed_in(browser)


@pytest.mark.django_db(transaction=True)
@JUMPS
def test_a_code_of_another_day_opens_nothing(jump):
    reference.texts()
    user = make_user()
    codes.send("sign_in", user.mobile, "198.51.100.7")
    body = SandboxCopy.objects.get().body
    digits = next(word for word in body.replace("，", " ").split() if word.isdigit())
    with clock(jump), pytest.raises(Refused):
        signin.authenticate_by_code(mobile=user.mobile, code=digits, address="198.51.100.7")
    actor = signin.authenticate_by_code(mobile=user.mobile, code=digits, address="198.51.100.7")
    assert actor.user == user


@pytest.mark.django_db
@JUMPS
def test_a_jump_does_not_lift_the_brakes(jump):
    user = make_user()
    wrong = {
        "account": user.mobile,
        "password": "not-this-one",
        "door": "individual",
        "address": "203.0.113.9",
    }
    for _ in range(10):
        with pytest.raises(Refused):
            signin.authenticate(**wrong)
    with clock(jump), pytest.raises(TooMany):
        signin.authenticate(**wrong | {"password": PASSWORD})


@pytest.mark.django_db
@JUMPS
def test_a_road_walked_over_a_jump_has_no_negative_time(jump, each_world_in_a_test):
    world = each_world_in_a_test
    working_days()
    application = world.shown(world.submitted())
    with clock(jump):
        application = perform(application, "endorse", actor=world.clerk, data=OPINION)
        world.looked_through(application)
        application = perform(application, "pass_preliminary", actor=world.officer, data=OPINION)
    used = [running.used for running in clocks([application]).values()]
    assert all(days is None or days >= 0 for days in used)
    # What follows the office in 职称评审, the fee and the committee, nobody promised to do within days.
    due = due_on(application)
    leads_on = ["材料报送成功"] if application.kind == KindCode.EVALUATION else []
    assert (due is None) == bool(leads_on)
    assert due is None or due.on >= timezone.localdate() - timedelta(days=3)
    # In front of 个人报送 a kind may have steps of its own, and one within 单位审核.
    walked = [row.step for row in history(application) if row.at and row.step != "单位公示"]
    assert walked[: 3 + len(leads_on)] == [*leads_on, "职改办初审", "单位审核", "个人报送"]
    assert "now" in {step.state for step in steps(application)}
    if not leads_on:
        issued = perform(application, "approve", actor=world.second, data=approval())
        assert issued.state == S.ISSUED
    assert violations() == []


@pytest.mark.django_db
def test_a_window_is_shut_by_the_clock_of_the_server(world_of_evaluation):
    world, days = world_of_evaluation, timedelta(days=21)
    application = world.complete()
    for jump in (days, -days):
        with clock(jump), pytest.raises(Refused, match="报送"):
            perform(application, "submit", actor=world.applicant, data={"commitment": "on"})
    for jump in (A_DAY, BACK):
        with clock(jump):
            submitted = perform(application, "submit", actor=world.applicant, data={"commitment": "on"})
            application = perform(submitted, "withdraw", actor=world.applicant)
    assert violations() == []


@pytest.mark.django_db
def test_a_granting_day_after_a_clock_set_back_is_refused(world_in_a_test):
    world = world_in_a_test
    application = world.preliminary_passed()
    data = approval()
    with clock(BACK), pytest.raises(Refused, match="不能晚于今天"):
        perform(application, "approve", actor=world.second, data=data)


@pytest.mark.django_db
def test_the_bin_is_not_emptied_early_and_not_kept_open_late(world_in_a_test):
    world = world_in_a_test
    application = world.draft()
    application = perform(application, "delete", actor=world.applicant)
    for jump in (A_DAY, BACK):
        with clock(jump):
            assert bin_of_drafts.purge() == 0
    with clock(timedelta(days=14, minutes=1)), pytest.raises(Refused, match="14 天"):
        perform(application, "restore", actor=world.applicant)
    with clock(BACK):
        assert perform(application, "restore", actor=world.applicant).state == S.DRAFT


@pytest.mark.django_db
def test_numbers_stay_unique_whatever_the_clock_says(world_in_a_test):
    world = world_in_a_test
    for jump in (timedelta(0), A_DAY, BACK, timedelta(0), timedelta(days=400), timedelta(0)):
        with clock(jump):
            world.draft(world.another_applicant())
    numbers = list(Application.objects.values_list("number", flat=True))
    assert len(set(numbers)) == len(numbers) == 6
    certificates = []
    for jump in (timedelta(0), BACK, A_DAY, timedelta(0)):
        with clock(jump):
            certificates.append(make_certificate())
    assert len({c.certificate_number for c in certificates}) == 4
    assert len({c.control_number for c in certificates}) == 4
    assert violations() == []


@pytest.mark.django_db
@JUMPS
def test_a_receipt_can_be_checked_under_any_clock(jump):
    certificate = make_certificate()
    receipt = look_up(certificate.certificate_number, certificate.holder_name, address="198.51.100.7").receipt
    with clock(jump):
        checked = check_receipt(receipt.number, receipt.check_code, address="198.51.100.7")
    assert checked.is_unchanged


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("jump", [FIVE_MINUTES, BACK], ids=["ahead", "two days back"])
def test_what_another_clock_left_to_be_sent_is_sent_once(jump, monkeypatch):
    holder = make_user()
    with clock(jump), monkeypatch.context() as nobody:
        nobody.setattr(outbox, "_poke", lambda row_id: None)
        make_certificate(holder)
    assert not SandboxCopy.objects.exists()
    for wait in (timedelta(0), FIVE_MINUTES, FIVE_MINUTES):
        with clock(wait):
            outbox.sweep()
    assert SandboxCopy.objects.count() == 1
    assert not OutboxRow.objects.exclude(state="done").exists()
