"""领取方式: choosing how a certificate is handed over, with the order for the postage of one that is mailed.

The caller has locked the thing the certificate comes of; then the delivery is locked, then its order.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from enum import Enum, auto
from uuid import UUID

from django.db import transaction

from accounts.models import TitleOffice, User
from certificates.enums import DELIVERY_BEGINS, DeliveryMethod
from certificates.models import Delivery
from core import audit
from core.errors import Refused, Stale
from payments.enums import FeeItem
from payments.models import Order
from payments.services import orders

NOT_MAILED = "{office}没有开通证书邮寄，请选择其他领取方式。"
CHANGED = "领取方式刚刚在别的窗口改过，请对照后再确定。"


@dataclass(frozen=True)
class Owner:
    """What the certificate comes of: kind and UUID, its person, the office, and what the person calls it."""

    kind: str
    public_id: UUID
    holder: User
    office: TitleOffice
    purpose: str


@dataclass(frozen=True)
class Parcel:
    """Where a certificate is sent; all empty where it is not."""

    recipient: str = ""
    region: str = ""
    address: str = ""
    phone: str = ""
    postcode: str = ""


NOWHERE = Parcel()


class Mail(Enum):
    """What going to another office did to what was to be mailed."""

    AS_BEFORE = auto()
    QUOTED_ANEW = auto()
    DROPPED = auto()


def deliveries_of(kind: str, ids: Collection[UUID]) -> dict[UUID, Delivery]:
    """What was chosen for many things, by their UUIDs, in one statement."""
    found = Delivery.objects.filter(owner_kind=kind, owner_id__in=ids).select_related("office")
    return {delivery.owner_id: delivery for delivery in found}


def postage_order(delivery: Delivery) -> Order | None:
    """The order that waits for the postage."""
    return orders.unpaid_for(_payable(delivery))


@transaction.atomic
def choose(owner: Owner, method: str, parcel: Parcel, *, actor, expected_version: int) -> Delivery:
    """Choose or change how the certificate is handed over; choosing the same again changes nothing.

    Args:
        method: a DeliveryMethod.
        parcel: where to, for what is mailed; of no account otherwise.
        expected_version: of what the person saw, 0 for nothing chosen yet.

    Raises:
        Stale: somebody was faster. Refused: the office does not mail.
    """
    wanted = parcel if method == DeliveryMethod.MAILING else NOWHERE
    delivery = _lock(owner.kind, owner.public_id)
    if delivery and (delivery.method, _parcel(delivery)) == (method, wanted):
        return delivery
    if delivery and delivery.version != expected_version:
        raise Stale(delivery, CHANGED)
    if method == DeliveryMethod.MAILING and not owner.office.mails:
        raise Refused(NOT_MAILED.format(office=owner.office.short_name))
    return _set(delivery or _begun(owner), owner, method, wanted, actor)


@transaction.atomic
def follow(owner: Owner, *, actor) -> Mail:
    """The thing went to another office: the delivery goes with it, and is mailed at the postage of that one.

    What was to be mailed is dropped where the new office does not mail.
    """
    delivery = _lock(owner.kind, owner.public_id)
    if delivery is None or delivery.office_id == owner.office.pk:
        return Mail.AS_BEFORE
    if delivery.is_mailed and not owner.office.mails:
        drop(owner.kind, owner.public_id, actor=actor)
        return Mail.DROPPED
    orders.close(_payable(delivery), actor=actor)
    delivery.office = owner.office
    _set(delivery, owner, delivery.method, _parcel(delivery), actor)
    return Mail.QUOTED_ANEW if delivery.is_mailed else Mail.AS_BEFORE


@transaction.atomic
def drop(kind: str, public_id: UUID, *, actor) -> None:
    """Nothing comes of the thing any more: the address goes, and nobody is to pay postage."""
    delivery = _lock(kind, public_id)
    if delivery is None:
        return
    orders.close(_payable(delivery), actor=actor)
    audit.record("certificates.delivery_dropped", subject=delivery, actor=actor)
    delivery.delete()


def _set(delivery: Delivery, owner: Owner, method: str, parcel: Parcel, actor) -> Delivery:
    delivery.method, delivery.state = method, DELIVERY_BEGINS[DeliveryMethod(method)]
    for name, value in asdict(parcel).items():
        setattr(delivery, name, value)
    delivery.version = delivery.version + 1 if delivery.pk else 1
    delivery.save()
    audit.record("certificates.delivery_chosen", subject=delivery, actor=actor, method=method)
    if delivery.is_mailed:
        _ask_postage(delivery, owner, actor)
    else:
        orders.close(_payable(delivery), actor=actor)
    return delivery


def _ask_postage(delivery: Delivery, owner: Owner, actor) -> None:
    postage = owner.office.postage
    assert postage is not None  # noqa: S101 - the office mails
    orders.place(
        owner.holder,
        payable=_payable(delivery),
        item=FeeItem.POSTAGE,
        amount=postage,
        purpose=owner.purpose,
        actor=actor,
    )


def _begun(owner: Owner) -> Delivery:
    return Delivery(owner_kind=owner.kind, owner_id=owner.public_id, holder=owner.holder, office=owner.office)


def _lock(kind: str, public_id: UUID) -> Delivery | None:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("office")
    return rows.filter(owner_kind=kind, owner_id=public_id).first()


def _parcel(delivery: Delivery) -> Parcel:
    return Parcel(**{name: getattr(delivery, name) for name in asdict(NOWHERE)})


def _payable(delivery: Delivery) -> orders.Payable:
    return ("delivery", delivery.public_id)
