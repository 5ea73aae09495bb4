"""Placing and closing orders. What is to be paid is named (kind, UUID): its table lies in an app above."""

import datetime
import secrets
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import TitleOffice
from core import audit
from core.errors import Busy
from payments.enums import OrderState
from payments.models import Order

Payable = tuple[str, UUID]
# Two orders of one second differ in three digits drawn by lot; so many draws find a free one.
DRAWS = 20


def unpaid_for(payable: Payable) -> Order | None:
    """The order for a thing that waits for its money."""
    kind, public_id = payable
    return Order.objects.unpaid().filter(payable_kind=kind, payable_id=public_id).first()


def lock_unpaid(payable: Payable) -> Order | None:
    """As `unpaid_for`, locked until the end of the caller's transaction."""
    kind, public_id = payable
    waiting = Order.objects.select_for_update(of=("self",)).unpaid()
    return waiting.filter(payable_kind=kind, payable_id=public_id).first()


def settled_for(payable: Payable) -> Order | None:
    """The order for a thing that was paid or let off."""
    kind, public_id = payable
    return Order.objects.filter(state__in=OrderState.settled, payable_kind=kind, payable_id=public_id).first()


@transaction.atomic
def place(
    payer,
    *,
    payable: Payable,
    item: str,
    amount: Decimal,
    purpose: str,
    actor,
    office: TitleOffice | None = None,
    extended_until: datetime.date | None = None,
) -> Order:
    """Ask `payer` for `amount` yuan; an order for the same thing that still waits is returned as it stands.

    Args:
        payable: kind and UUID of the thing.
        item: a FeeItem.
        purpose: what the payer knows the thing by.
        office: who collects the money and notes that it was paid offline.
        extended_until: the last day this payer alone was given.
    """
    if standing := unpaid_for(payable):
        return standing
    kind, public_id = payable
    order = Order(
        payer=payer,
        item=item,
        amount=amount,
        purpose=purpose,
        office=office,
        extended_until=extended_until,
        payable_kind=kind,
        payable_id=public_id,
    )
    for _ in range(DRAWS):
        order.number = draw_number()
        try:
            with transaction.atomic():
                order.save(force_insert=True)
        except IntegrityError:
            if standing := unpaid_for(payable):
                return standing
            continue
        audit.record("payments.order_placed", subject=order, actor=actor, item=item, amount=str(amount))
        return order
    raise Busy


def draw_number() -> str:
    """An order number (订单号): dl, the second, and three digits by lot."""
    return f"dl{timezone.localtime():%Y%m%d%H%M%S}{secrets.randbelow(1000):03}"


@transaction.atomic
def close(payable: Payable, *, actor) -> Order | None:
    """Nobody is to pay for this thing any more; returns the order that waited, None where there was none."""
    order = lock_unpaid(payable)
    return _close(order, actor) if order else None


@transaction.atomic
def close_all_of(payer) -> None:
    """Close whatever a person has not paid, because the person leaves."""
    for order in Order.objects.select_for_update(of=("self",)).unpaid().filter(payer=payer).order_by("pk"):
        _close(order, None)


def _close(order: Order, actor) -> Order:
    order.state, order.closed_at = OrderState.CLOSED, timezone.now()
    order.save(update_fields=["state", "closed_at"])
    audit.record("payments.order_closed", subject=order, actor=actor)
    return order
