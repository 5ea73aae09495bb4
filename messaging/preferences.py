"""Which ways out of the site a person wants for which event; the inbox always has everything."""

from dataclasses import dataclass

from django.db import transaction

from core import audit
from messaging.enums import Channel
from messaging.event_register import Event, event, events
from messaging.models import ChannelPreference, MessageTemplate

OUTSIDE = (Channel.SMS, Channel.EMAIL)
# Where an event goes as long as the person has not chosen; a mandatory one goes everywhere.
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


def wanted(user, code: str, addresses: dict) -> dict:
    """Of these channels → addresses, those `code` goes to; an empty address is passed over."""
    one = event(code)
    asks = not one.is_mandatory and any(addresses.values())
    chosen = _chosen(user, code) if asks else {}
    return {
        channel: address for channel, address in addresses.items() if address and _is_on(one, channel, chosen)
    }


def _is_on(one: Event, channel: str, chosen: dict) -> bool:
    """Whether an event goes out on a channel: what the page of choices shows and what sending obeys."""
    return one.is_mandatory or chosen.get((one.code, channel), USUAL[channel])


def choosing(code: str, channel: str):
    """The choices of those who asked for an event on a channel, as a query."""
    return ChannelPreference.objects.filter(code=code, channel=channel, is_on=True)


def _chosen(user, *codes) -> dict:
    rows = ChannelPreference.objects.filter(user=user)
    rows = rows.filter(code__in=codes) if codes else rows
    return {(row.code, row.channel): row.is_on for row in rows}


def table(user, *, is_staff: bool) -> list[Line]:
    """Every event of the inbox that may reach the person outside the site too, as it stands for them now."""
    existing = set(MessageTemplate.objects.values_list("code", "channel"))
    chosen = _chosen(user)
    return [
        Line(one, [_choice(one, channel, existing, chosen) for channel in OUTSIDE])
        for one in events().values()
        if one.concerns(is_staff=is_staff)
        and (one.code, Channel.INBOX) in existing
        and any((one.code, channel) in existing for channel in OUTSIDE)
    ]


def _choice(one: Event, channel, existing, chosen) -> Choice:
    is_offered = (one.code, str(channel)) in existing
    return Choice(channel, f"{one.code}:{channel}", is_offered, is_offered and _is_on(one, channel, chosen))


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
