"""评审费 in the demo: one who paid, one who was let off, one whose days to pay are over."""

import datetime as dt
import io

from django.utils import timezone

from applications import registry
from applications.plan_enums import PlanStage
from applications.services import fee_road
from gxzc.demo.past import backdate
from gxzc.demo.pictures import sheet
from payments.gateways import offline
from payments.models import OfflineReceipt, Order, Waiver

LET_OFF = "列入乡村振兴重点帮扶对象，凭民政部门证明免缴。"


def age(order: Order, days: int) -> None:
    """Let an order and its notes be so many days old; the second of the order stands in its number."""
    for rows in (OfflineReceipt.objects.filter(order=order), Waiver.objects.filter(order=order)):
        backdate(rows, days)
    backdate(Order.objects.filter(pk=order.pk), days)
    order.refresh_from_db()
    order.number = f"dl{timezone.localtime(order.created_at):%Y%m%d%H%M%S}{order.number[-3:]}"
    order.save(update_fields=["number"])


def pay(application, clerk) -> None:
    """The school paid by transfer, and the office registered it with the receipt."""
    order = _order(application)
    offline.register(
        order,
        amount=order.amount,
        paid_on=timezone.localdate() - dt.timedelta(days=7),
        payer_name=application.employer.name,
        note="单位转账",
        voucher=io.BytesIO(sheet("RECEIPT")),
        voucher_name="收款收据.pdf",
        actor=clerk,
    )
    fee_road.paid(application.public_id)


def let_off(application, admin) -> None:
    """Nothing is to be paid."""
    offline.waive(_order(application), reason=LET_OFF, actor=admin)
    fee_road.paid(application.public_id)


def run_out(application) -> None:
    """Nobody paid: as if 缴费 of the plan had ended yesterday."""
    window = application.plan.windows.filter(stage=PlanStage.PAY)
    opens_on, closes_on = window.values_list("opens_on", "closes_on").get()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    window.update(opens_on=min(opens_on, yesterday), closes_on=yesterday)
    registry.kind(application.kind).workflow.perform(application, fee_road.EXPIRE, actor=None)
    window.update(opens_on=opens_on, closes_on=closes_on)


def _order(application) -> Order:
    return Order.objects.unpaid().get(payable_id=application.public_id)
