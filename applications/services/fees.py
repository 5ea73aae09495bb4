"""What an application costs, until when it is to be paid and where; by the fee its kind declares."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState
from applications.models import Application
from applications.plan_enums import PlanStage
from applications.services.plans import contact
from payments import sockets
from payments.enums import FeeItem
from payments.models import Order
from payments.services import orders
from payments.sockets import Terms

OWNER = "application"


@dataclass(frozen=True)
class Fee:
    """What is asked for one application: `amount` in yuan, and the days to pay, None without limit."""

    item: FeeItem
    amount: Decimal
    opens_on: datetime.date | None = None
    closes_on: datetime.date | None = None


def of_plan(application) -> Fee | None:
    """评审费, as the yearly plan says; None where it is free of charge."""
    plan = application.plan
    if not plan.fee_amount:
        return None
    window = plan.window(PlanStage.PAY)
    return Fee(
        FeeItem.EVALUATION,
        plan.fee_amount,
        window.opens_on if window else None,
        window.closes_on if window else None,
    )


def payable(application) -> orders.Payable:
    """What an order calls the application."""
    return OWNER, application.public_id


def fee_of(application) -> Fee | None:
    """What is asked for an application, paid or not."""
    declared = registry.kind(application.kind).fee
    return declared(application) if declared else None


def due(application) -> Fee | None:
    """What is still owed for an application: nothing is asked twice, whichever way it went meanwhile."""
    fee = fee_of(application)
    return None if fee is None or orders.settled_for(payable(application)) else fee


def last_day(application, order: Order | None) -> datetime.date | None:
    """The last day to pay: that of everybody, or the later one this person was given; None without limit."""
    fee = fee_of(application)
    days = (fee and fee.closes_on, order and order.extended_until)
    return max((day for day in days if day), default=None)


@sockets.terms_of(OWNER)
def terms(asked: Iterable[Order]) -> dict:
    """From when to when each order is to be paid, and where, in two statements."""
    by_thing = {order.payable_id: order for order in asked}
    rows = Application.objects.filter(public_id__in=by_thing).select_related("office", "plan__committee")
    return {
        by_thing[row.public_id].public_id: _terms(row, by_thing[row.public_id])
        for row in rows.prefetch_related("plan__windows")
    }


def _terms(application, order: Order) -> Terms:
    fee = fee_of(application)
    return Terms(
        opens_on=fee.opens_on if fee else None,
        closes_on=last_day(application, order),
        where=_where(application),
        url=reverse("applications:application_progress", args=[application.public_id]),
    )


def _where(application) -> tuple[str, ...]:
    office, plan = application.office, application.plan
    place = f"地点：{office.address}。" if office.address else ""
    told = (
        f"向{office.name}线下缴费，缴费方式以该办的要求为准。",
        f"{place}如有疑问，请{contact(office)}。",
        f"{plan.committee.name}的说明：{plan.notes}" if plan and plan.notes else "",
    )
    return tuple(filter(None, told))


def awaits_money(application) -> bool:
    """Whether the person has to pay before anything else happens."""
    return application.state == ApplicationState.AWAITING_PAYMENT
