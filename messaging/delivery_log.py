"""发送记录: how far each text got that left the site, and sending again what did not arrive."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from core import audit, outbox
from core.badges import Badge
from core.errors import Refused
from core.models import OutboxRow, OutboxState
from core.pii import mask
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery
from messaging.services import DELIVER

FAMILIES = {
    DeliveryState.WAITING: "doing",
    DeliveryState.DELIVERED: "pass",
    DeliveryState.EXPIRED: "void",
    DeliveryState.FAILED: "fail",
}
# What the providers' commonest refusals mean; the code stands beside the words.
REASONS = {
    "NO_PROVIDER_CODE": "这条短信还没有填写服务商的模板编号",
    "isv.MOBILE_NUMBER_ILLEGAL": "手机号码不正确",
    "isv.SMS_TEMPLATE_ILLEGAL": "短信模板没有通过服务商审核",
    "isv.SMS_SIGNATURE_ILLEGAL": "短信签名没有通过服务商审核",
    "SignatureDoesNotMatch": "短信服务的密钥不正确",
    "InvalidParameterValue.IncorrectPhoneNumber": "手机号码不正确",
    "FailedOperation.TemplateIncorrectOrUnapproved": "短信模板没有通过服务商审核",
    "FailedOperation.SignatureIncorrectOrUnapproved": "短信签名没有通过服务商审核",
    "AuthFailure.SignatureFailure": "短信服务的密钥不正确",
}
MASKS = {Channel.SMS: "mobile", Channel.EMAIL: "email"}


@dataclass(frozen=True)
class Line:
    """One delivery in words; `reason` says why it has not arrived, `next_at` when it is tried again."""

    delivery: Delivery
    status_badge: Badge
    address: str
    attempts: int
    reason: str
    next_at: object
    can_retry: bool


def _given_up() -> Exists:
    rows = OutboxRow.objects.filter(kind=DELIVER, subject_id=OuterRef("public_id"), state=OutboxState.FAILED)
    return Exists(rows.filter(subject_kind=Delivery._meta.label_lower))


def of_state(deliveries: QuerySet[Delivery], state: str) -> QuerySet[Delivery]:
    """Deliveries of one state; what the outbox gave up counts as 未送达."""
    waiting = deliveries.filter(state=DeliveryState.WAITING)
    if state == DeliveryState.WAITING:
        return waiting.exclude(_given_up())
    if state == DeliveryState.FAILED:
        return deliveries.filter(state=state) | waiting.filter(_given_up())
    return deliveries.filter(state=state)


def in_words(deliveries) -> list[Line]:
    """Deliveries with what their outbox rows know, in one statement."""
    rows = OutboxRow.objects.filter(
        kind=DELIVER,
        subject_kind=Delivery._meta.label_lower,
        subject_id__in=[one.public_id for one in deliveries],
    )
    latest = {row.subject_id: row for row in rows.order_by("pk")}
    return [_line(one, latest.get(one.public_id)) for one in deliveries]


def _line(delivery: Delivery, row: OutboxRow | None) -> Line:
    state = DeliveryState(delivery.state)
    if state == DeliveryState.WAITING and row and row.state == OutboxState.FAILED:
        state = DeliveryState.FAILED
    waits = state == DeliveryState.WAITING and row is not None and row.attempts > 0
    return Line(
        delivery=delivery,
        status_badge=Badge(FAMILIES[state], state.label),
        address=mask(delivery.address, MASKS[Channel(delivery.channel)]),
        attempts=row.attempts if row else 0,
        reason=_reason(
            delivery.failure or (row.last_error if row and state != DeliveryState.DELIVERED else "")
        ),
        next_at=row.due_at if waits and row else None,
        can_retry=state == DeliveryState.FAILED and not delivery.is_secret,
    )


def _reason(code: str) -> str:
    return f"{REASONS[code]}（{code}）" if code in REASONS else code


@transaction.atomic
def retry(delivery: Delivery, *, actor) -> Delivery:
    """Send again what did not arrive; asked twice it goes once.

    Raises:
        Refused: it arrived or is under way, or was a code, whose text is gone.
    """
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not in_words([locked])[0].can_retry:
        raise Refused("这一条不需要重发：已经发出、正在发送，或者是已失效的验证码。")
    OutboxRow.objects.filter(kind=DELIVER, subject_id=locked.public_id, state=OutboxState.FAILED).update(
        state=OutboxState.DONE
    )
    locked.state, locked.failure = DeliveryState.WAITING, ""
    locked.save(update_fields=["state", "failure"])
    outbox.add(DELIVER, subject=locked)
    audit.record("messaging.delivery_retried", subject=locked, actor=actor, template=locked.template_code)
    return locked
