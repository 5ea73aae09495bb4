"""Views that a person put together from the filters of a queue and keeps by name."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import PublicModel


class SavedFilter(PublicModel):
    """One view of one portal; `query` is the address of the queue, in which nothing names a person.

    The one marked `is_default` opens where nothing else was asked for.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    portal = models.CharField(max_length=10)
    name = models.CharField(max_length=20)
    query = models.CharField(max_length=1000)
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "portal", "name"], name="one_saved_filter_per_name"),
            models.UniqueConstraint(
                fields=["user", "portal"],
                condition=Q(is_default=True),
                name="one_default_filter_per_portal",
            ),
        ]

    def __str__(self):
        return self.name
