"""Telling people: into the inbox at once, by SMS and e-mail after the commit."""

import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core import outbox
from messaging import preferences, texts
from messaging.channels.base import OutgoingText, ProviderFault, Undeliverable, channel_for
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, Message

DELIVER = "messaging.deliver"
CODE_TEMPLATES = {Channel.SMS: "code_sms", Channel.EMAIL: "code_email"}
# As long as the codes themselves are valid.
SECRET_LIFE = timedelta(minutes=5)
EACH_BATCH = 1000


@transaction.atomic
def notify(user, template_code, *, context, url_name="", url_args=(), mobile="", email="") -> Message:
    """Tell one person of an event; part of the caller's transaction.

    Args:
        context: fills the placeholders of the templates.
        url_name, url_args: the page the message leads to.
        mobile, email: where the person is reached outside the site, if the event has a text for it and
            `preferences` says that it goes there; an empty one is passed over.

    Raises:
        LookupError: no text for the inbox.
    """
    found = texts.of_event(template_code)
    inbox = found.pop(Channel.INBOX)
    addresses: dict[str, str] = {Channel.SMS: mobile, Channel.EMAIL: email}
    reached = preferences.wanted(user, template_code, {channel: addresses[channel] for channel in found})
    message = Message.objects.create(
        recipient=user,
        template_code=template_code,
        subject=texts.fill_subject(inbox.subject, context),
        body=texts.fill(inbox.body, context),
        url_name=url_name,
        url_args=list(url_args),
    )
    for channel, address in reached.items():
        send(found[channel], channel, address, context, recipient=user)
    return message


def notify_all(people, template_code, *, context, url_name="", url_args=()) -> None:
    """Tell many people of an event in their inboxes alone; part of the caller's transaction.

    Args:
        people: primary keys of users, each once.
        context, url_name, url_args: as for `notify`, the same for all.

    Raises:
        LookupError: no text for the inbox.
    """
    recipients = list(people)
    if not recipients:
        return
    text = texts.of_event(template_code)[Channel.INBOX]
    subject, body = texts.fill_subject(text.subject, context), texts.fill(text.body, context)
    told = {"template_code": template_code, "subject": subject, "body": body, "url_name": url_name}
    Message.objects.bulk_create(
        [Message(recipient_id=person, url_args=list(url_args), **told) for person in recipients],
        batch_size=EACH_BATCH,
    )


def send(template, channel, address, context, recipient=None) -> Delivery:
    """Fill in a text and put it on its way to one address; part of the caller's transaction."""
    delivery = Delivery.objects.create(
        channel=channel,
        recipient=recipient,
        template_code=template.code,
        address=address,
        subject=texts.fill_subject(template.subject, context),
        body=texts.fill(template.body, context),
        values=json.dumps(texts.values(template.body, context), ensure_ascii=False),
        is_secret=template.is_secret,
    )
    outbox.add(DELIVER, subject=delivery)
    return delivery


@transaction.atomic
def send_code(address: str, code: str, purpose: str, *, channel=Channel.SMS) -> Delivery:
    """Send a one-time code; its text is sealed while it waits and erased when delivered."""
    template = texts.find(CODE_TEMPLATES[channel], [channel])[channel]
    return send(template, channel, address, {"code": code, "purpose": purpose})


@transaction.atomic
def send_text(user, template_code, channel, address, *, context) -> Delivery:
    """One text to one address outside the site and none in the inbox: for an address just given up."""
    template = texts.find(template_code, [channel])[channel]
    return send(template, channel, address, context, recipient=user)


def deliver(public_id) -> None:
    """Hand one delivery to its provider and write down that it went; done again it does nothing.

    A code that could not be sent while it was valid is not sent any more, and what the provider will never
    take is not tried again. Whatever else it raises goes to the outbox, which tries again later.
    """
    delivery = Delivery.objects.get(public_id=public_id)
    if delivery.state != DeliveryState.WAITING:
        return
    if delivery.is_secret and timezone.now() - delivery.created_at > SECRET_LIFE:
        _close(delivery, DeliveryState.EXPIRED)
        return
    text = OutgoingText(
        channel=delivery.channel,
        address=delivery.address,
        subject=delivery.subject,
        body=delivery.body,
        reference=str(delivery.public_id),
        provider_code=texts.provider_code(delivery),
        values=json.loads(delivery.values or "{}"),
    )
    try:
        delivery.provider_reference = channel_for(delivery.channel).send(text)[:120]
    except Undeliverable as refused:
        delivery.failure = str(refused)[:80]
        _close(delivery, DeliveryState.FAILED)
        return
    except ProviderFault as fault:
        Delivery.objects.filter(pk=delivery.pk).update(failure=str(fault)[:80])
        raise
    delivery.failure, delivery.delivered_at = "", timezone.now()
    _close(delivery, DeliveryState.DELIVERED)


def _close(delivery: Delivery, state: DeliveryState) -> None:
    """The end of a delivery; of a secret one nothing is left that could be read."""
    delivery.state = state
    if delivery.is_secret:
        delivery.address = delivery.body = delivery.values = ""
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
