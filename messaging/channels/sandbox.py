"""The sandbox: keeps each text, sealed, where the demo's outbox page and the tests can read it."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from messaging.channels.base import OutgoingText
from messaging.models import SandboxCopy


class SandboxChannel:
    """Takes every text; refuses to exist outside the demo and the tests."""

    def __init__(self):
        if not settings.MESSAGING_SANDBOX:
            raise ImproperlyConfigured("the messaging sandbox is for the demo and tests only")

    def send(self, text: OutgoingText) -> str:
        """Keep the text; a repeated delivery is kept once."""
        copy, _ = SandboxCopy.objects.get_or_create(
            public_id=text.reference,
            defaults={
                "channel": text.channel,
                "address": text.address,
                "subject": text.subject,
                "body": text.body,
            },
        )
        return f"sandbox:{copy.public_id}"
