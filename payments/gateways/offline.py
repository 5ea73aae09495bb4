"""线下缴费: the collecting office says that an order was paid at its counter or account, or need not be.

One person notes it alone; every note, with its amount or reason, stands in the audit log to be looked at a
second time, and a wrong one is revoked as long as nothing has followed from it.
"""

import datetime
from decimal import Decimal
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.actors import Capacity
from accounts.services.jurisdiction import decide
from core import documents
from core.errors import Refused
from core.models import StoredDocument
from core.workflow import AlreadyDone, NotAllowed
from payments import sockets
from payments.enums import PaymentChannel
from payments.models import OfflineReceipt, Order, Waiver
from payments.services import confirm

OWNER = "offline_receipt"
ACT = "register_offline_payment"
NOT_YOURS = "缴费由收费的职改办登记；本人的费用请由同事登记。"
NOTED = "{name}已于 {at:%m-%d %H:%M} 登记{what}。如登记有误，请先撤销登记。"
WRONG_AMOUNT = "应缴 {due} 元，凭证上是 {paid} 元，不能登记。请核对金额；多缴、少缴的请先与缴费人处理。"
TOO_LATE = "缴费已于 {day:%Y-%m-%d} 截止，之后缴的不能登记。"
NOT_YET = "缴费日期不能晚于今天，请核对。"
LONGEST_BEFORE = datetime.timedelta(days=366)
TOO_EARLY = "缴费日期比生成缴费单早了一年以上，请核对年份。"
GONE = "登记刚才已经撤销或改过，请对照现在的情况再办理。"


def may_note(actor, order: Order) -> bool:
    """Whether the person notes payments of this order: staff of the collecting office, not for themselves."""
    if actor is None or actor.capacity != Capacity.TITLE_OFFICE or order.office is None:
        return False
    own = frozenset({"self_case"}) if actor.user.pk == order.payer_id else frozenset()
    return bool(decide(actor, ACT, item_office=order.office, conditions=own))


def standing(order: Order) -> OfflineReceipt | Waiver | None:
    """The note that holds for the order."""
    receipt = order.receipts.filter(revoked_at=None).first()
    return receipt or order.waivers.filter(revoked_at=None).first()


def notes_of(order: Order) -> list[tuple[OfflineReceipt | Waiver, Any]]:
    """Every note of an order with its voucher, None for a waiver; the newest first."""
    receipts: list[OfflineReceipt | Waiver] = [*order.receipts.all(), *order.waivers.all()]
    scans = {
        scan.owner_id: scan
        for scan in StoredDocument.objects.filter(
            owner_kind=OWNER, owner_id__in=[one.public_id for one in receipts]
        )
    }
    newest = sorted(receipts, key=lambda one: one.created_at, reverse=True)
    return [(one, scans.get(one.public_id)) for one in newest]


def register(
    order: Order,
    *,
    amount: Decimal,
    paid_on: datetime.date,
    payer_name: str,
    note: str,
    voucher: BinaryIO,
    voucher_name: str,
    actor: Any,
) -> OfflineReceipt:
    """线下缴费登记, in one transaction with its voucher; the very same by the same person is done already.

    Args:
        amount: yuan, as on the voucher; must be what is owed.
        paid_on: the day of the money, within the days to pay.
        voucher: a scan, PDF or JPEG.

    Raises:
        NotAllowed: not the collecting office. DocumentRefused: no scan we keep.
        Refused: noted already, closed, another amount, or too late.
    """
    said = {"amount": amount, "paid_on": paid_on, "payer_name": payer_name, "note": note}
    receipt = OfflineReceipt(order=order, by=actor.user, by_name=actor.user.name, **said)

    def book() -> None:
        locked = _locked(order, actor)
        _not_noted(locked, said, actor)
        _judge(locked, amount, paid_on)
        receipt.save(force_insert=True)
        confirm.confirm(locked, channel=PaymentChannel.OFFLINE, actor=actor)

    keep = {"name": voucher_name, "owner_kind": OWNER, "owner_id": receipt.public_id, "most": 1}
    try:
        documents.store(voucher, **keep, actor=actor, guard=book)
    except AlreadyDone as again:
        return again.subject
    return receipt


@transaction.atomic
def waive(order: Order, *, reason: str, actor: Any) -> Waiver:
    """免缴, for a reason; the very same by the same person is done already. Raises as `register` does."""
    locked = _locked(order, actor)
    try:
        _not_noted(locked, {"reason": reason}, actor)
    except AlreadyDone as again:
        return again.subject
    noted = Waiver.objects.create(order=locked, by=actor.user, by_name=actor.user.name, reason=reason)
    confirm.let_off(locked, reason=reason, actor=actor)
    return noted


@transaction.atomic
def revoke(order: Order, *, note_id: UUID, reason: str, actor: Any) -> None:
    """撤销登记 of the note the person saw: the order is owed again.

    The caller has seen, under its own lock, that nothing followed. Raises NotAllowed, or Refused
    where another note holds by now.
    """
    locked = _locked(order, actor)
    noted = standing(locked)
    if noted is None or noted.public_id != note_id:
        raise Refused(GONE)
    noted.revoked_at, noted.revoked_by, noted.revoked_for = timezone.now(), actor.user, reason
    noted.save(update_fields=["revoked_at", "revoked_by", "revoked_for"])
    confirm.take_back(locked, reason=reason, actor=actor)


@documents.owner(OWNER)
def may_open(actor: Any, receipt_id: UUID) -> bool:
    """A voucher is open to whoever paid and to the staff who may see the order."""
    orders = Order.objects.visible_to(actor)
    return orders.filter(receipts__public_id=receipt_id).exists()


def voucher_of(receipt: OfflineReceipt):
    """The scan of a receipt."""
    return documents.documents_of(OWNER, receipt.public_id).first()


def _locked(order: Order, actor: Any) -> Order:
    locked = confirm.lock(order)
    if not may_note(actor, locked):
        raise NotAllowed(NOT_YOURS)
    return locked


def _not_noted(locked: Order, said: dict, actor: Any) -> None:
    """Raise where a note holds: AlreadyDone if this person has noted the very same, else Refused."""
    noted = standing(locked)
    if noted is None:
        return
    if noted.by_id == actor.user.pk and said.items() <= vars(noted).items():
        raise AlreadyDone(noted)
    what = f"免缴（{noted.reason}）" if isinstance(noted, Waiver) else "这笔缴费"
    raise Refused(NOTED.format(name=noted.by_name, at=timezone.localtime(noted.created_at), what=what))


def _judge(locked: Order, amount: Decimal, paid_on: datetime.date) -> None:
    confirm.must_wait(locked)
    if amount != locked.amount:
        raise Refused(WRONG_AMOUNT.format(due=locked.amount, paid=amount))
    if paid_on > timezone.localdate():
        raise Refused(NOT_YET)
    if paid_on < timezone.localdate(locked.created_at) - LONGEST_BEFORE:
        raise Refused(TOO_EARLY)
    last = sockets.terms([locked])[locked.public_id].closes_on
    if last and paid_on > last:
        raise Refused(TOO_LATE.format(day=last))
