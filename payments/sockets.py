"""What an app above fills in for its own payables: what follows from paying, and what the payer is told."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from payments.models import Order


@dataclass(frozen=True)
class Terms:
    """Until when an order is to be paid, from when, where, and the address of what it is for.

    `closes_on` None is without limit. `where` are sentences for the payer, the first of them the payee.
    """

    opens_on: datetime.date | None = None
    closes_on: datetime.date | None = None
    where: tuple[str, ...] = ()
    url: str = ""


Settled = Callable[[UUID], None]
TermsOf = Callable[[list[Order]], dict[UUID, Terms]]
_settled: dict[str, Settled] = {}
_terms: dict[str, TermsOf] = {}


def on_paid(kind: str) -> Callable[[Settled], Settled]:
    """Decorate `fn(payable_id)`: what follows once nothing is owed; it may come twice or too late."""

    def register(fn: Settled) -> Settled:
        if _settled.setdefault(kind, fn) is not fn:
            raise ValueError(f"payable {kind} has two followers")
        return fn

    return register


def terms_of(kind: str) -> Callable[[TermsOf], TermsOf]:
    """Decorate `fn(orders) -> {order.public_id: Terms}`, which answers for many in a few statements."""

    def register(fn: TermsOf) -> TermsOf:
        if _terms.setdefault(kind, fn) is not fn:
            raise ValueError(f"payable {kind} has two sets of terms")
        return fn

    return register


def settled(order: Order) -> None:
    """Let follow what follows from the order; nothing where nobody asked to be told."""
    if follower := _settled.get(order.payable_kind):
        follower(order.payable_id)


def terms(orders: Iterable[Order]) -> dict[UUID, Terms]:
    """The terms of each order by its `public_id`, empty ones where nobody has set any."""
    asked: dict[str, list[Order]] = {}
    for order in orders:
        asked.setdefault(order.payable_kind, []).append(order)
    found = {order.public_id: Terms() for several in asked.values() for order in several}
    for kind in set(asked) & set(_terms):
        found |= _terms[kind](asked[kind])
    return found
