"""Which events a person wants to hear of outside the site."""

from django.conf import settings
from django.db import models

from messaging.enums import Channel


class ChannelPreference(models.Model):
    """A choice that differs from the usual: this event on this channel, wanted or not."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    channel = models.CharField(max_length=10, choices=Channel)
    is_on = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "code", "channel"), name="one_preference_per_channel")
        ]

    def __str__(self):
        return f"{self.code} ({self.channel}) {self.is_on}"
