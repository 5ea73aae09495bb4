"""待缴费: asked for by the same press, settled once however often it is noted, and over when its days are."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.models import Application
from applications.services import delivery, fee_road
from applications.services.road import history, holder, steps
from applications.services.transitions import perform
from applications.tasks import expire_payments
from certificates.enums import DeliveryMethod
from certificates.models import Delivery
from certificates.services.deliver import NOWHERE
from core import documents
from core.errors import Refused
from core.models import AuditEntry, OutboxRow, StoredDocument
from core.workflow import NotAllowed
from messaging.models import Message
from payments.enums import OrderState
from payments.gateways import offline
from payments.models import OfflineReceipt, Order, Waiver
from payments.services import orders
from tests.factories.accounts import actor_for, make_office
from tests.factories.applications import OPINION
from tests.factories.fees import FEE, FeeWorld, settle
from tests.promises.crowd import at_once

MORE = {"opinion": "确有特殊情况，同意延期。"}


@pytest.fixture
def fees(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return FeeWorld()


def now(application):
    return Application.objects.get(pk=application.pk)


def day(offset):
    return timezone.localdate() + datetime.timedelta(days=offset)


def told(code):
    return Message.objects.filter(template_code=code).count()


def test_the_press_that_passes_it_asks_for_the_fee(fees):
    person = fees.another_applicant()
    application = fees.owing(person)
    order = fees.order(application)
    assert now(application).state == S.AWAITING_PAYMENT
    assert (order.amount, order.payer, order.office) == (FEE, person.user, fees.office)
    assert (order.get_item_display(), order.get_state_display()) == ("评审费", "待支付")
    message = Message.objects.get(template_code="fee_due")
    assert "200.00 元" in message.body
    assert not told("passed_preliminary")
    assert [row.move for row in application.progress.all()] == ["pass_preliminary", "ask_payment"]
    assert holder(application) == "您"
    assert [(step.label, step.state) for step in steps(application)][2:] == [
        ("待缴费", "now"),
        ("材料报送成功", "todo"),
        ("评审", "todo"),
        ("公示发文", "todo"),
        ("发证", "todo"),
    ]
    assert history(application)[0].step == "缴费"


def test_who_owes_nothing_is_past_it_with_the_same_press(fees):
    fees.plan.fee_amount = Decimal(0)
    fees.plan.save()
    application = fees.owing()
    assert now(application).state == S.ADMITTED
    assert not Order.objects.exists()
    assert told("admitted") == 1


def test_nobody_is_asked_for_money_that_can_no_longer_be_paid(fees):
    fees.pay_window(-9, -1)
    waiting = fees.stored(S.OFFICE_REVIEW)
    with pytest.raises(Refused, match="没有时间缴评审费"):
        perform(waiting, "pass_preliminary", actor=fees.officer, data=OPINION)
    assert now(waiting).state == S.OFFICE_REVIEW
    assert not Order.objects.exists()


def test_a_registered_payment_lets_it_go_on_once(fees):
    application = fees.owing()
    receipt = fees.register(application, paid_on=day(-1), payer_name="钦州市第一中学")
    order = fees.order(application)
    assert (order.state, order.channel) == (OrderState.PAID, "offline")
    assert settle() == 1
    assert now(application).state == S.ADMITTED
    row = application.progress.latest("pk")
    assert (row.move, row.opinion) == ("record_payment", f"评审费 200.00 元，{day(-1)} 缴费。")
    assert told("fee_settled") == 1
    assert offline.voucher_of(receipt).original_name == "收据.pdf"
    entry = AuditEntry.objects.get(event="payments.confirmed")
    assert entry.data == {"channel": "offline", "amount": "200.00"}
    fee_road.paid(application.public_id)
    assert application.progress.filter(move="record_payment").count() == 1


def test_the_same_registration_again_changes_nothing_and_another_is_told_who_was_first(fees):
    application = fees.owing()
    first = fees.register(application)
    assert fees.register(application) == first
    for actor, changes in ((fees.officer, {"paid_on": day(-1)}), (fees.second, {})):
        with pytest.raises(Refused, match=r"韦国强已于.*登记这笔缴费"):
            fees.register(application, actor, **changes)
    with pytest.raises(Refused, match="韦国强已于"):
        offline.waive(fees.order(application), reason="低保家庭", actor=fees.second)
    assert OfflineReceipt.objects.count() == StoredDocument.objects.count() == 1
    assert OutboxRow.objects.filter(kind="payments.settled").count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": Decimal("20.00")}, "应缴 200.00 元，凭证上是 20.00 元"),
        ({"paid_on": 1}, "不能晚于今天"),
        ({"paid_on": -1}, "截止，之后缴的不能登记"),
    ],
    ids=["amount", "tomorrow", "late"],
)
def test_what_is_not_owed_or_not_in_time_is_refused(fees, changes, sentence):
    application = fees.owing()
    fees.pay_window(-9, -2)
    said = {name: day(value) if name == "paid_on" else value for name, value in changes.items()}
    with pytest.raises(Refused, match=sentence):
        fees.register(application, **said)
    assert fees.order(application).is_unpaid
    assert not StoredDocument.objects.exists()


def test_a_payment_in_time_may_be_registered_after_the_days_to_pay(fees):
    application = fees.owing()
    fees.pay_window(-9, -2)
    fees.register(application, paid_on=day(-2))
    assert expire_payments() == 0
    settle()
    assert now(application).state == S.ADMITTED


def test_a_waiver_lets_it_go_on_and_says_why(fees):
    application = fees.owing()
    offline.waive(fees.order(application), reason="低保家庭", actor=fees.officer)
    offline.waive(fees.order(application), reason="低保家庭", actor=fees.officer)
    settle()
    assert now(application).state == S.ADMITTED
    assert application.progress.latest("pk").opinion == "免缴：低保家庭"
    assert fees.order(application).get_state_display() == "免缴"
    assert Waiver.objects.count() == 1
    assert AuditEntry.objects.get(event="payments.waived").data["reason"] == "低保家庭"


def test_only_the_collecting_office_notes_payments_and_nobody_their_own(fees):
    own = actor_for(fees.another_applicant().user, fees.office)
    order = fees.order(fees.owing(actor_for(own.user)))
    for actor in (fees.applicant, fees.clerk, actor_for(house=make_office("080001")), own):
        with pytest.raises(NotAllowed):
            offline.waive(order, reason="低保家庭", actor=actor)
    assert order.pk in Order.objects.visible_to(fees.second).values_list("pk", flat=True)
    assert not Order.objects.visible_to(actor_for(house=make_office("080002"))).exists()


def revoked(fees, application, actor=None):
    order = fees.order(application)
    noted = offline.standing(order)
    fee_road.revoke(order, note_id=noted.public_id, reason="登记错人。", actor=actor or fees.second)


def test_a_wrong_note_is_taken_back_before_and_after_the_worker(fees):
    application = fees.owing()
    fees.register(application)
    revoked(fees, application)
    settle()
    assert now(application).state == S.AWAITING_PAYMENT
    fees.register(application, note="补登")
    settle()
    assert now(application).state == S.ADMITTED
    revoked(fees, application)
    order = fees.order(application)
    assert (now(application).state, order.state, order.paid_at) == (
        S.AWAITING_PAYMENT,
        OrderState.UNPAID,
        None,
    )
    row = application.progress.latest("pk")
    assert (row.move, row.by_name, row.opinion) == ("revoke_payment", "李玉珍", "登记错人。")
    assert told("fee_owed_again") == 2
    assert AuditEntry.objects.filter(event="payments.taken_back").count() == 2
    assert OfflineReceipt.objects.filter(revoked_at=None).count() == 0


def test_nothing_is_taken_back_once_something_has_followed(fees):
    application = fees.owing()
    fees.register(application)
    settle()
    application.progress.create(
        move="group", label="分组", step="分组", from_state=S.ADMITTED, to_state=S.GROUPED, by_name="x"
    )
    with pytest.raises(Refused, match="已经往下办理"):
        revoked(fees, application)
    assert fees.order(application).state == OrderState.PAID
    assert OfflineReceipt.objects.get().is_standing


def test_who_saw_another_note_takes_back_nothing(fees):
    application = fees.owing()
    first = fees.register(application)
    revoked(fees, application)
    fees.register(application, fees.second)
    with pytest.raises(Refused, match="刚才已经撤销或改过"):
        fee_road.revoke(fees.order(application), note_id=first.public_id, reason="x", actor=fees.officer)


def test_the_days_to_pay_end_once_and_late_without_harm(fees):
    late, paid = fees.owing(), fees.owing()
    delivery.choose(late, DeliveryMethod.PICKUP, NOWHERE, actor=actor_for(late.applicant), expected_version=0)
    fees.pay_window(-9, 0)
    assert expire_payments() == 0
    fees.register(paid)
    fees.pay_window(-9, -1)
    assert [expire_payments(), expire_payments()] == [1, 0]
    assert (now(late).state, fees.order(late).state) == (S.PAYMENT_EXPIRED, OrderState.CLOSED)
    assert now(late).decided_at
    assert not Delivery.objects.exists()
    assert told("fee_expired") == 1
    settle()
    assert now(paid).state == S.ADMITTED
    with pytest.raises(Refused, match="已关闭"):
        fees.register(late, paid_on=day(-2))


def test_an_administrator_gives_more_time_and_the_job_keeps_to_it(fees):
    application = fees.owing()
    fees.pay_window(-9, -1)
    expire_payments()
    with pytest.raises(NotAllowed):
        perform(application, "reopen_payment", actor=fees.officer, data=MORE | {"until": str(day(3))})
    for until, sentence in ((day(-1), "已经过了"), ("", "延到哪一天")):
        with pytest.raises(Refused, match=sentence):
            perform(application, "reopen_payment", actor=fees.admin, data=MORE | {"until": str(until)})
    perform(application, "reopen_payment", actor=fees.admin, data=MORE | {"until": str(day(3))})
    assert now(application).state == S.AWAITING_PAYMENT
    assert (fees.order(application).extended_until, Order.objects.count()) == (day(3), 2)
    assert expire_payments() == 0
    fees.register(application, paid_on=day(0))
    settle()
    assert now(application).state == S.ADMITTED


def test_what_was_paid_for_is_not_asked_for_again(fees):
    application = fees.owing()
    fees.register(application)
    settle()
    Application.objects.filter(pk=application.pk).update(state=S.OFFICE_REVIEW)
    perform(now(application), "pass_preliminary", actor=fees.officer, data=OPINION)
    assert now(application).state == S.ADMITTED
    assert Order.objects.count() == 1


def test_a_voucher_is_open_to_its_payer_and_the_office_alone(fees):
    person = fees.another_applicant()
    receipt = fees.register(fees.owing(person))
    scan = offline.voucher_of(receipt)
    neighbour = actor_for(house=make_office("080001"))
    allowed = [documents.may_read(one, scan) for one in (person, fees.second, fees.clerk, neighbour)]
    assert allowed == [True, True, False, False]


@pytest.fixture
def racing(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return FeeWorld()


def test_two_registrations_and_a_waiver_at_once_book_once(racing):
    application = racing.owing()
    order = racing.order(application)
    results = at_once(
        lambda: racing.register(application),
        lambda: racing.register(application),
        lambda: racing.register(application, racing.second),
        lambda: offline.waive(order, reason="低保家庭", actor=racing.admin),
    )
    assert OfflineReceipt.objects.count() + Waiver.objects.count() == 1
    assert sum(isinstance(result, Refused) for result in results) in (2, 3)
    assert OutboxRow.objects.filter(kind="payments.settled").count() == 1
    at_once(*([settle] * 3))
    assert application.progress.filter(move="record_payment").count() == 1


def test_registering_and_running_out_of_time_at_once_end_one_way(racing):
    application = racing.owing()
    racing.pay_window(-9, -1)
    at_once(lambda: racing.register(application, paid_on=day(-1)), expire_payments, expire_payments)
    settle()
    ends = (now(application).state, racing.order(application).state)
    assert ends in ((S.ADMITTED, OrderState.PAID), (S.PAYMENT_EXPIRED, OrderState.CLOSED))
    assert orders.unpaid_for(("application", application.public_id)) is None
