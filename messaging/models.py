"""Texts as data, the inbox, and what goes out by SMS and e-mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import PublicModel
from core.pii import EncryptedCharField
from messaging.enums import Channel, DeliveryState


class MessageTemplate(models.Model):
    """The words of one event on one channel, with `{placeholders}`; a secret one is erased when delivered."""

    code = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    subject = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=1000)
    is_secret = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("code", "channel"), name="template_once_per_channel")]

    def __str__(self):
        return f"{self.code} ({self.channel})"


class MessageQuerySet(models.QuerySet):
    """Questions about the inbox."""

    def of(self, user):
        """What this person was sent."""
        return self.filter(recipient=user)

    def unread(self):
        """What was not opened yet."""
        return self.filter(read_at=None)


class Message(PublicModel):
    """One entry of a person's inbox; `url_name` and `url_args` lead to what it speaks of."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages")
    template_code = models.CharField(max_length=40)
    subject = models.CharField(max_length=80)
    body = models.CharField(max_length=2000)
    url_name = models.CharField(max_length=60, blank=True)
    url_args = models.JSONField(default=list, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=("recipient", "-created_at", "-id"), name="message_inbox"),
            models.Index(fields=("recipient",), condition=Q(read_at=None), name="message_unread"),
        ]

    def __str__(self):
        return self.subject


class Delivery(PublicModel):
    """One text on its way out of the site; the outbox row that carries it knows attempts and due time."""

    channel = models.CharField(max_length=10, choices=Channel)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    template_code = models.CharField(max_length=40)
    address = EncryptedCharField(max_length=254)
    subject = models.CharField(max_length=80, blank=True)
    body = EncryptedCharField(max_length=1000)
    is_secret = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.WAITING)
    provider_reference = models.CharField(max_length=120, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

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
