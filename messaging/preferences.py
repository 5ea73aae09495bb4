"""Which ways out of the site a person wants for which event; the inbox always has everything."""

from dataclasses import dataclass

from django.db import transaction

from core import audit
from messaging.enums import Channel
from messaging.event_register import Event, event, events
from messaging.models import ChannelPreference, MessageTemplate

OUTSIDE = (Channel.SMS, Channel.EMAIL)
# What an event does as long as the person has not chosen.
USUAL = {Channel.SMS: True, Channel.EMAIL: False}


@dataclass(frozen=True)
class Choice:
    """One cell of the table; `is_offered` where a text for this channel exists."""

    channel: str
    value: str
    is_offered: bool
    is_on: bool


@dataclass(frozen=True)
class Line:
    """One event with its cells; a mandatory one cannot be changed."""

    event: Event
    choices: list[Choice]


def wanted(user, code: str, offered: dict) -> dict:
    """Where to send `code`, as channel → address.

    Args:
        offered: channel → (whether the event asks for it, address); an empty address is passed over. The
            person's choice outweighs the event's, except for mandatory events.
    """
    chosen = {} if event(code).is_mandatory else _chosen(user, code)
    return {
        channel: address
        for channel, (asked, address) in offered.items()
        if address and chosen.get((code, channel), asked)
    }


def _chosen(user, *codes) -> dict:
    rows = ChannelPreference.objects.filter(user=user)
    rows = rows.filter(code__in=codes) if codes else rows
    return {(row.code, row.channel): row.is_on for row in rows}


def table(user, *, is_staff: bool) -> list[Line]:
    """Every event that may reach the person outside the site, as it stands for them now."""
    existing = set(MessageTemplate.objects.filter(channel__in=OUTSIDE).values_list("code", "channel"))
    chosen = _chosen(user)
    return [
        Line(one, [_choice(one, channel, existing, chosen) for channel in OUTSIDE])
        for one in events().values()
        if one.concerns(is_staff=is_staff) and any((one.code, channel) in existing for channel in OUTSIDE)
    ]


def _choice(one: Event, channel, existing, chosen) -> Choice:
    is_offered = (one.code, str(channel)) in existing
    is_on = one.is_mandatory or chosen.get((one.code, str(channel)), USUAL[channel])
    return Choice(channel, f"{one.code}:{channel}", is_offered, is_offered and is_on)


@transaction.atomic
def choose(values, *, actor, is_staff: bool) -> int:
    """Keep what the person ticked; `values` are those of the ticked choices. Returns how many changed.

    Only what the person was offered counts, and mandatory events stay as they are.
    """
    ticked, changed = set(values), []
    for line in table(actor.user, is_staff=is_staff):
        for choice in line.choices:
            is_on = choice.value in ticked
            if choice.is_offered and not line.event.is_mandatory and is_on != choice.is_on:
                changed.append((line.event.code, choice.channel, is_on))
    for code, channel, is_on in changed:
        ChannelPreference.objects.update_or_create(
            user=actor.user, code=code, channel=channel, defaults={"is_on": is_on}
        )
    if changed:
        names = [f"{code}:{channel}" for code, channel, _ in changed]
        audit.record("messaging.preferences_changed", subject=actor.user, actor=actor, choices=names)
    return len(changed)
