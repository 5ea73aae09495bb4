"""The words of every event: found by code and channel, and filled in."""

from string import Formatter

from messaging.models import MessageTemplate

LONGEST_SUBJECT = 80


def find(code: str, channels) -> dict[str, MessageTemplate]:
    """The templates of an event on these channels, by channel.

    Raises:
        LookupError: one of them does not exist.
    """
    found = {row.channel: row for row in MessageTemplate.objects.filter(code=code, channel__in=channels)}
    missing = set(map(str, channels)) - set(found)
    if missing:
        raise LookupError(f"message template {code} has no text for {sorted(missing)}")
    return found


def values(text: str, context: dict) -> dict[str, str]:
    """What fills the placeholders of `text`, in the order in which they first stand there."""
    return {name: str(context[name]) for _, name, _, _ in Formatter().parse(text) if name}


def provider_code(delivery) -> str:
    """The number under which the provider knows the text of this delivery; empty while it has none."""
    same = MessageTemplate.objects.filter(code=delivery.template_code, channel=delivery.channel)
    return same.values_list("provider_code", flat=True).first() or ""


def fill_subject(text: str, context: dict) -> str:
    """A subject filled in, cut where a long value would make it too long to be kept."""
    return fill(text, context)[:LONGEST_SUBJECT]


def fill(text: str, context: dict) -> str:
    """`text` with its placeholders filled in; a missing one raises KeyError."""
    return text.format_map(context)
