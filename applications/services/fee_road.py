"""What leads into 待缴费 and out of it: asking, being paid, running out of time, and a note taken back.

Nothing waits for the job that ends the days to pay: a payment counts by the day of the money, and the job
judges each application again under its lock.
"""

from contextlib import suppress
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.services.alerts import tell_everywhere
from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application
from applications.plan_enums import PlanStage
from applications.services.fees import OWNER, due, fee_of, last_day, payable
from applications.services.plans import contact, day_words
from core.errors import Refused
from payments import sockets
from payments.gateways import offline
from payments.models import OfflineReceipt, Order, Waiver
from payments.services import orders

ASK, ADMIT, PAID, EXPIRE, REVOKE = (
    "ask_payment",
    "admit",
    "record_payment",
    "expire_payment",
    "revoke_payment",
)
WINDOW_OVER = (
    "缴费已于 {day}截止，现在通过，申报人没有时间缴评审费。请先在“评审计划”里延长缴费时间，再办理初审通过。"
)
STILL_TIME = "缴费到 {day}（含当日）截止，现在还没有到期。"
NOT_OWED = "这份申报的费用已经登记过，不再按逾期处理。"
ON_ITS_ORDER = "撤销缴费登记，请到“缴费管理”打开这笔费用办理。"
FOLLOWED = "登记缴费以后，这份申报已经往下办理，不能再撤销登记。"


def time_to_pay(application, _actor, _data) -> None:
    """Guard of 初审通过: whoever is asked for money has days left to pay it."""
    fee = due(application)
    if fee and fee.closes_on and fee.closes_on < timezone.localdate():
        raise Refused(WINDOW_OVER.format(day=day_words(fee.closes_on)))


def move_on(application, _actor, _data) -> None:
    """Effect of 初审通过: the same press leads to 待缴费, or past it where nothing is owed."""
    road = registry.kind(application.kind).workflow
    done = road.perform(application, ASK if due(application) else ADMIT, actor=None)
    application.state, application.version = done.state, done.version


def ask(application, actor, data) -> None:
    """Effect: an order waits for the money, and the person is told how much and until when."""
    fee = due(application)
    if fee is None:
        return
    order = orders.place(
        application.applicant,
        payable=payable(application),
        item=fee.item,
        amount=fee.amount,
        purpose=f"{application.get_kind_display()} {application.number}",
        office=application.office,
        extended_until=data.get("until"),
        actor=actor,
    )
    _tell(application, "fee_due", order)


def next_state(after: str):
    """Where 恢复 leads: to 待缴费, or past it where the plan asks for nothing any more."""
    return lambda application, _data: S.AWAITING_PAYMENT if due(application) else after


def is_settled(application, _actor, _data) -> None:
    """Guard: the money is there, or nothing is owed."""
    if due(application):
        raise Refused("这份申报的费用还没有缴清。")


def days_over(application, _actor, _data) -> None:
    """Guard: the last day to pay has passed, and nobody paid; the order is held until the end."""
    order = orders.lock_unpaid(payable(application))
    if order is None:
        raise Refused(NOT_OWED)
    last = last_day(application, order)
    if last is None or timezone.localdate() <= last:
        raise Refused(STILL_TIME.format(day=day_words(last) if last else "通知的日期"))


def close_order(application, actor, _data) -> None:
    """Effect: what was not paid in time cannot be paid any more."""
    order = orders.close(payable(application), actor=actor)
    _tell(application, "fee_expired", order)


def told_paid(application, _actor, _data) -> None:
    """Effect: the person learns that nothing is owed."""
    _tell(application, "fee_settled", orders.settled_for(payable(application)))


def told_owed(application, _actor, data) -> None:
    """Effect: the person learns that a note was wrong and the money is owed after all."""
    _tell(application, "fee_owed_again", orders.unpaid_for(payable(application)), data["opinion"])


def note_taken_back(application, _actor, _data) -> None:
    """Guard: a note was revoked since the last step, as the page of the order does."""
    last = application.progress.order_by("-pk").first()
    since = {"revoked_at__gte": last.at} if last else {"revoked_at__isnull": False}
    of_this = {"order__payable_id": application.public_id}
    if not any(notes.objects.filter(**of_this, **since).exists() for notes in (OfflineReceipt, Waiver)):
        raise Refused(ON_ITS_ORDER)


def nothing_followed(application, _actor, _data) -> None:
    """Guard: since the note nobody and nothing has moved the application but the note itself."""
    if application.state != S.AWAITING_PAYMENT and application.progress.latest("pk").move != PAID:
        raise Refused(FOLLOWED)


@sockets.on_paid(OWNER)
def paid(application_id: UUID) -> None:
    """Let the application go on; told twice, or of what was taken back meanwhile, it does nothing."""
    application = Application.objects.get(public_id=application_id)
    if application.state != S.AWAITING_PAYMENT or due(application):
        return
    with suppress(Refused):  # somebody was faster
        road = registry.kind(application.kind).workflow
        road.perform(application, PAID, actor=None, data={"opinion": settled_words(application)})


def settled_words(application) -> str:
    """How the fee was settled, for the table of 进度."""
    order = orders.settled_for(payable(application))
    noted = offline.standing(order) if order else None
    if order and isinstance(noted, OfflineReceipt):
        return f"{order.get_item_display()} {order.amount} 元，{noted.paid_on:%Y-%m-%d} 缴费。"
    return f"免缴：{noted.reason}" if isinstance(noted, Waiver) else "费用已缴清。"


@transaction.atomic
def revoke(order: Order, *, note_id: UUID, reason: str, actor) -> None:
    """撤销登记: the application, which is locked first, waits for its money again if nothing followed.

    Raises NotAllowed, or Refused where something followed or another note holds by now.
    """
    application = Application.objects.select_for_update(of=("self",)).get(public_id=order.payable_id)
    road = registry.kind(application.kind).workflow
    offline.revoke(order, note_id=note_id, reason=reason, actor=actor)
    road.perform(application, REVOKE, actor=actor, data={"opinion": reason})


def expire_due(limit: int = 500) -> int:
    """End what was not paid in time; returns how many. Safe to repeat and to be late with."""
    today = timezone.localdate()
    given_longer = Order.objects.unpaid().filter(payable_kind=OWNER, extended_until__gte=today)
    waiting = Application.objects.filter(
        state=S.AWAITING_PAYMENT,
        plan__windows__stage=PlanStage.PAY,
        plan__windows__closes_on__lt=today,
    ).exclude(public_id__in=given_longer.values("payable_id"))
    return sum(map(_expire, waiting.order_by("pk")[:limit]))


def _expire(application) -> bool:
    with suppress(Refused):  # paid, or given more time, a moment ago
        registry.kind(application.kind).workflow.perform(application, EXPIRE, actor=None)
        return True
    return False


def _tell(application, template_code: str, order: Order | None, reason: str = "") -> None:
    fee, last = fee_of(application), last_day(application, order)
    amount = order.amount if order else fee.amount if fee else 0
    tell_everywhere(
        application.applicant,
        template_code,
        context={
            "kind": application.get_kind_display(),
            "application_number": application.number,
            "office": application.office.short_name,
            "fee": str(amount),
            "until": f"{day_words(last)}（含当日）前" if last else "接到通知后尽快",
            "reason": reason,
            "contact": contact(application.office),
        },
        url_name="payments:order_detail" if order else "payments:order_list",
        url_args=[str(order.public_id)] if order else [],
    )
