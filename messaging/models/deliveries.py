"""What leaves the site by SMS and e-mail."""

from django.conf import settings
from django.db import models

from core.models import PublicModel
from core.pii import EncryptedCharField
from messaging.enums import Channel, DeliveryState


class Delivery(PublicModel):
    """One text on its way out of the site; the outbox row that carries it knows attempts and due time.

    `values` holds what fills the placeholders, as JSON in the order of the text: SMS providers fill in the
    text they approved themselves.
    """

    channel = models.CharField(max_length=10, choices=Channel)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    template_code = models.CharField(max_length=40)
    address = EncryptedCharField(max_length=254)
    subject = models.CharField(max_length=80, blank=True)
    body = EncryptedCharField(max_length=1000)
    values = EncryptedCharField(max_length=4000, blank=True, default="")
    is_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    provider_reference = models.CharField(max_length=120, blank=True)
    failure = models.CharField(max_length=80, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=("state", "-id"), name="deliveries_by_state"),
            models.Index(fields=("channel", "-id"), name="deliveries_by_channel"),
            models.Index(fields=("template_code", "-id"), name="deliveries_by_event"),
        ]

    def __str__(self):
        return f"{self.template_code} ({self.channel})"


class SandboxCopy(PublicModel):
    """What the sandbox kept instead of sending: the telephone and the mailbox of the demo and of tests."""

    channel = models.CharField(max_length=10, choices=Channel)
    address = EncryptedCharField(max_length=254)
    subject = models.CharField(max_length=80, blank=True)
    body = EncryptedCharField(max_length=1000)

    class Meta:
        indexes = [models.Index(fields=("-created_at", "-id"), name="sandbox_newest")]

    def __str__(self):
        return f"{self.channel} {self.created_at:%H:%M:%S}"
