"""What every way out of the site looks like."""

from dataclasses import dataclass, field
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from messaging.enums import Channel


@dataclass(frozen=True)
class OutgoingText:
    """A finished text; its content stays out of `repr` and so out of logs.

    Providers of SMS take `provider_code`, the number of a text they approved, and `values` in its order.
    """

    channel: str
    address: str = field(repr=False)
    subject: str = field(repr=False)
    body: str = field(repr=False)
    reference: str = ""
    provider_code: str = ""
    values: dict[str, str] = field(default_factory=dict, repr=False)


class Undeliverable(Exception):
    """The provider will never take this text as it is; str() is its code, and nothing of the text."""


class OutgoingChannel(Protocol):
    """A provider. `send` returns the provider's reference or raises; it must give up within ten seconds.

    Undeliverable ends the delivery; whatever else is raised is tried again later.
    """

    def send(self, text: OutgoingText) -> str:
        """Hand the text over once."""


def channel_for(channel: str) -> OutgoingChannel:
    """The provider that settings name for SMS or e-mail."""
    paths = {Channel.SMS: settings.SMS_CHANNEL, Channel.EMAIL: settings.EMAIL_CHANNEL}
    return import_string(paths[Channel(channel)])()
