"""What people are told while they wait: once a week that their case is alive, and before the money is due."""

import datetime

from django.db import transaction
from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.models import Application
from applications.models.waiting import week_of
from applications.services.fees import OWNER
from applications.services.line import full_clocks
from applications.services.messages import context_of
from applications.services.plans import day_words
from applications.services.returns import reminder_due
from applications.services.road import FOR_DAYS, WAITS_FOR_DAYS, WITH_DESKS
from applications.services.told_once import not_told, tell_once
from catalogue.working_days import is_working_day
from payments import sockets
from payments.models import Order

CHUNK = 200
# A case that moved within the week needs no sign of life.
QUIET = datetime.timedelta(days=7)
WAITING = (*WITH_DESKS, *WAITS_FOR_DAYS)


def tell_alive(most: int = 20_000) -> int:
    """Once a week: whose turn it is, of every case that has lain in one place for a week; returns how many.

    Not on a day nobody works, so that a week of holidays brings none.
    """
    today = timezone.localdate()
    if is_working_day(today) is False:
        return 0
    told = 0
    while told < most and (new := _tell_some(week_of(today))):
        told += new
    return told


@transaction.atomic
def _tell_some(week: str) -> int:
    lying = Application.objects.submitted().filter(
        state__in=WAITING, turn_began_at__lt=timezone.now() - QUIET
    )
    rows = list(not_told(lying, "still_alive", week).with_names().order_by("pk")[:CHUNK])
    running = full_clocks(rows)
    for one in rows:
        tell_once(
            [one.applicant],
            "still_alive",
            subject=one.public_id,
            occasion=week,
            context=context_of(one) | {"clock": clock_words(running[one.pk])},
            page=("applications:application_progress", one.public_id),
        )
    return len(rows)


def clock_words(clock) -> str:
    """办件时钟 in one line; what is unknown is left out."""
    used = f"已用 {clock.used}" if clock.used is not None else ""
    promised = f"承诺 {clock.promised} 个工作日" if clock.promised else ""
    words = (
        clock.who if clock.who == FOR_DAYS else f"现在轮到{clock.who}",
        " / ".join(filter(None, (used, promised))) if promised else "",
        f"排在第 {clock.place} 位" if clock.place else "",
        f"同批平均 {clock.average} 天" if clock.average else "",
    )
    return "，".join(filter(None, words))


def remind_of_payments() -> int:
    """Remind of money 7, 3 and 1 days before its last day, each once; returns how many were told."""
    orders = Order.objects.unpaid().filter(payable_kind=OWNER).select_related("payer").order_by("pk")
    until = sockets.terms(orders)
    return sum(_remind(order, until[order.public_id].closes_on) for order in orders)


@transaction.atomic
def _remind(order: Order, last: datetime.date | None) -> int:
    if last is None or last < timezone.localdate():
        return 0
    due = reminder_due(last)
    if due is None or timezone.localdate(order.created_at) > last - datetime.timedelta(days=due):
        return 0
    locked = Order.objects.select_for_update(of=("self",), skip_locked=True).unpaid().filter(pk=order.pk)
    one = Application.objects.filter(public_id=order.payable_id, state=S.AWAITING_PAYMENT).first()
    if one is None or not locked.exists():
        return 0
    return tell_once(
        [order.payer],
        "payment_reminder",
        subject=order.payable_id,
        occasion=f"{last}:{due}",
        context=context_of(one) | {"fee": f"{order.amount}", "until": until_words(last)},
        page=("applications:application_progress", one.public_id),
    )


def until_words(last: datetime.date) -> str:
    """11 月 27 日（含当日）前, or that it is today."""
    return "今天 24 时前" if last == timezone.localdate() else f"{day_words(last)}（含当日）前"
