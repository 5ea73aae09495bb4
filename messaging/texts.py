"""The words of every event: found by code and channel, and filled in."""

from messaging.models import MessageTemplate


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


def fill(text: str, context: dict) -> str:
    """`text` with its placeholders filled in; a missing one raises KeyError."""
    return text.format_map(context)
