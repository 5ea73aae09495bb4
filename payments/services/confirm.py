"""Money is confirmed once, however often we are told; what follows is done by a worker and undoes nothing."""

from django.utils import timezone

from core import audit, outbox
from core.errors import Refused
from payments.enums import OrderState
from payments.models import Order

# What the outbox calls letting follow what follows from an order.
SETTLED = "payments.settled"
NOT_WAITING = "这笔费用现在是“{state}”，不能再登记。请刷新页面查看。"


def lock(order: Order) -> Order:
    """The order as it stands, locked until the end of the transaction."""
    return Order.objects.select_for_update(of=("self",)).get(pk=order.pk)


def must_wait(locked: Order) -> None:
    """Raise Refused unless the locked order waits for its money."""
    if not locked.is_unpaid:
        raise Refused(NOT_WAITING.format(state=locked.get_state_display()))


def confirm(locked: Order, *, channel: str, transaction_number: str = "", actor) -> Order:
    """The money of a locked order that waits is there; part of the caller's transaction."""
    must_wait(locked)
    locked.state, locked.paid_at = OrderState.PAID, timezone.now()
    locked.channel, locked.transaction_number = channel, transaction_number
    locked.save(update_fields=["state", "paid_at", "channel", "transaction_number"])
    told = {"channel": channel, "amount": str(locked.amount)}
    audit.record("payments.confirmed", subject=locked, actor=actor, **told)
    outbox.add(SETTLED, subject=locked)
    return locked


def let_off(locked: Order, *, reason: str, actor) -> Order:
    """Nothing is to be paid for a locked order that waits; part of the caller's transaction."""
    must_wait(locked)
    locked.state = OrderState.WAIVED
    locked.save(update_fields=["state"])
    audit.record("payments.waived", subject=locked, actor=actor, amount=str(locked.amount), reason=reason)
    outbox.add(SETTLED, subject=locked)
    return locked


def take_back(locked: Order, *, reason: str, actor) -> Order:
    """What was confirmed or let off by mistake is owed again; part of the caller's transaction."""
    locked.state, locked.paid_at = OrderState.UNPAID, None
    locked.channel = locked.transaction_number = ""
    locked.save(update_fields=["state", "paid_at", "channel", "transaction_number"])
    audit.record("payments.taken_back", subject=locked, actor=actor, amount=str(locked.amount), reason=reason)
    return locked
