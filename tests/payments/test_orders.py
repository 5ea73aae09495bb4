"""Orders: numbered once, one for a thing that waits for its money, closed once."""

import re
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from core.models import AuditEntry
from payments.enums import FeeItem, OrderState
from payments.models import Order
from payments.services import orders
from tests.factories.accounts import actor_for
from tests.promises.crowd import at_once


def placed(actor, payable=None, amount="20.00"):
    return orders.place(
        actor.user,
        payable=payable or ("delivery", uuid.uuid4()),
        item=FeeItem.POSTAGE,
        amount=Decimal(amount),
        purpose="职称认定 RD-2026-000001",
        actor=actor,
    )


def test_an_order_says_what_for_and_how_much_and_is_recorded(db):
    order = placed(actor_for())
    assert re.fullmatch(r"dl20\d{12}\d{3}", order.number)
    assert (order.get_state_display(), order.get_invoice_state_display()) == ("待支付", "未开票")
    entry = AuditEntry.objects.get()
    assert (entry.event, entry.subject_id) == ("payments.order_placed", order.public_id)
    assert entry.data == {"item": "ems", "amount": "20.00"}


def test_what_waits_is_not_asked_for_twice_and_keeps_its_amount(db):
    actor, payable = actor_for(), ("delivery", uuid.uuid4())
    first = placed(actor, payable)
    assert placed(actor, payable, "35.00") == first
    assert Order.objects.get().amount == Decimal("20.00")
    closed = orders.close(payable, actor=actor)
    assert (closed.pk, closed.state) == (first.pk, OrderState.CLOSED)
    assert orders.close(payable, actor=actor) is None
    assert placed(actor, payable, "35.00").amount == Decimal("35.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=first.pk).update(state=OrderState.UNPAID, closed_at=None)


def test_a_number_that_is_taken_is_drawn_again(db, monkeypatch):
    taken = placed(actor_for()).number
    free = taken[:-3] + f"{(int(taken[-3:]) + 1) % 1000:03}"
    draws = iter((taken, taken, free))
    monkeypatch.setattr(orders, "draw_number", lambda: next(draws))
    assert placed(actor_for()).number == free


def test_two_who_ask_at_once_make_one_order(transactional_db):
    actor, payable = actor_for(), ("delivery", uuid.uuid4())
    results = at_once(*([lambda: placed(actor, payable)] * 6))
    assert {result.pk for result in results} == {Order.objects.get().pk}
    assert AuditEntry.objects.filter(event="payments.order_placed").count() == 1
