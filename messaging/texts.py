"""The words of every event: found by code and channel, and filled in."""

from string import Formatter

from django.conf import settings

from messaging.enums import Channel
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


def of_event(code: str) -> dict[str, MessageTemplate]:
    """Every text of an event by channel.

    Raises:
        LookupError: it has none for the inbox.
    """
    found = {row.channel: row for row in MessageTemplate.objects.filter(code=code)}
    if Channel.INBOX not in found:
        raise LookupError(f"message template {code} has no text for the inbox")
    return found


def values(text: str, context: dict) -> dict[str, str]:
    """What an SMS provider fills into the text it approved, in the order of its placeholders.

    Providers refuse addresses as values (Aliyun isv.PARAM_NOT_SUPPORT_URL, Tencent error 1048): of a link
    to this site they get the last part, the approved text holds what stands before it.
    """
    return {name: _short(str(context[name])) for _, name, _, _ in Formatter().parse(text) if name}


def _short(value: str) -> str:
    return value.rstrip("/").rpartition("/")[2] if value.startswith(f"{settings.SITE_URL}/") else value


def provider_code(delivery) -> str:
    """The number under which the provider knows the text of this delivery; empty while it has none."""
    same = MessageTemplate.objects.filter(code=delivery.template_code, channel=delivery.channel)
    return same.values_list("provider_code", flat=True).first() or ""


def fill_subject(text: str, context: dict) -> str:
    """A subject filled in, on one line, cut where a long value would make it too long to be kept."""
    return " ".join(fill(text, context).split())[:LONGEST_SUBJECT]


def fill(text: str, context: dict) -> str:
    """`text` with its placeholders filled in; a missing one raises KeyError."""
    return text.format_map(context)
