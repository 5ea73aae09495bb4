"""The words of every event on every channel, and what they were before."""

from django.conf import settings
from django.db import models

from core.models import PublicModel
from messaging.enums import Channel


class MessageTemplate(models.Model):
    """The words of one event on one channel, with `{placeholders}`; a secret one is erased when delivered.

    `subject` and `body` are in force, the shipped ones are what the project brings along; they differ only
    where somebody edited them. `provider_code` is the number under which the SMS provider approved this
    very text.
    """

    code = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    subject = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=1000)
    shipped_subject = models.CharField(max_length=80, blank=True, default="")
    shipped_body = models.CharField(max_length=1000, blank=True, default="")
    is_edited = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    is_secret = models.BooleanField(default=False)
    provider_code = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=("code", "channel"), name="template_once_per_channel")]

    def __str__(self):
        return f"{self.code} ({self.channel})"


class TextVersion(PublicModel):
    """What a text said until somebody (or, without a name, the system) changed it at `created_at`."""

    template = models.ForeignKey(MessageTemplate, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=1000)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=("template", "number"), name="text_version_once")]

    def __str__(self):
        return f"{self.template_id} v{self.number}"
