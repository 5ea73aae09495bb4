"""Telling people: into the inbox at once, by SMS and e-mail after the commit."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core import outbox
from messaging import texts
from messaging.channels.base import OutgoingText, channel_for
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, Message

DELIVER = "messaging.deliver"
CODE_TEMPLATE = "code_sms"
# As long as the codes themselves are valid.
SECRET_LIFE = timedelta(minutes=5)


@transaction.atomic
def notify(
    user, template_code, *, context, url_name="", url_args=(), sms=False, mobile="", mail=False, email=""
) -> Message:
    """Tell one person of an event; part of the caller's transaction.

    Args:
        context: fills the placeholders of the templates.
        url_name, url_args: the page the message leads to.
        sms, mail: also send it there, to `mobile` and `email`; an empty address is passed over.

    Raises:
        LookupError: no such template.
    """
    reached = {
        Channel.INBOX: "",
        **_outside(sms, mobile, Channel.SMS),
        **_outside(mail, email, Channel.EMAIL),
    }
    found = texts.find(template_code, reached)
    inbox = found.pop(Channel.INBOX)
    message = Message.objects.create(
        recipient=user,
        template_code=template_code,
        subject=texts.fill(inbox.subject, context),
        body=texts.fill(inbox.body, context),
        url_name=url_name,
        url_args=list(url_args),
    )
    for channel, template in found.items():
        _send(template, channel, reached[Channel(channel)], context, recipient=user)
    return message


def _outside(wanted: bool, address: str, channel: Channel) -> dict:
    return {channel: address} if wanted and address else {}


def _send(template, channel, address, context, recipient=None) -> Delivery:
    delivery = Delivery.objects.create(
        channel=channel,
        recipient=recipient,
        template_code=template.code,
        address=address,
        subject=texts.fill(template.subject, context),
        body=texts.fill(template.body, context),
        is_secret=template.is_secret,
    )
    outbox.add(DELIVER, subject=delivery)
    return delivery


@transaction.atomic
def send_code(mobile: str, code: str, purpose: str) -> Delivery:
    """Send a one-time code by SMS; its text is sealed while it waits and erased when delivered."""
    template = texts.find(CODE_TEMPLATE, [Channel.SMS])[Channel.SMS]
    return _send(template, Channel.SMS, mobile, {"code": code, "purpose": purpose})


def deliver(public_id) -> None:
    """Hand one delivery to its provider and write down that it went; done again it does nothing.

    A code that could not be sent while it was valid is not sent any more. Whatever the provider raises goes
    to the outbox, which tries again later.
    """
    delivery = Delivery.objects.get(public_id=public_id)
    if delivery.state != DeliveryState.WAITING:
        return
    if delivery.is_secret and timezone.now() - delivery.created_at > SECRET_LIFE:
        _close(delivery, DeliveryState.EXPIRED)
        return
    text = OutgoingText(
        delivery.channel, delivery.address, delivery.subject, delivery.body, str(delivery.public_id)
    )
    delivery.provider_reference = channel_for(delivery.channel).send(text)[:120]
    delivery.delivered_at = timezone.now()
    _close(delivery, DeliveryState.DELIVERED)


def _close(delivery: Delivery, state: DeliveryState) -> None:
    """The end of a delivery; of a secret one nothing is left that could be read."""
    delivery.state = state
    if delivery.is_secret:
        delivery.address = delivery.body = ""
    delivery.save()


def unread_count(user) -> int:
    """How many messages this person has not opened."""
    return Message.objects.of(user).unread().count()


def mark_read(message: Message) -> Message:
    """Note the first opening; later ones change nothing."""
    Message.objects.unread().filter(pk=message.pk).update(read_at=timezone.now())
    return message


def mark_all_read(user) -> int:
    """Note every message of this person as read; returns how many were not."""
    return Message.objects.of(user).unread().update(read_at=timezone.now())
