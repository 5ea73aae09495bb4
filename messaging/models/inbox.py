"""The inbox of every person."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import PublicModel
from messaging.event_register import event


class MessageQuerySet(models.QuerySet):
    """Questions about the inbox."""

    def of(self, user):
        """What this person was sent."""
        return self.filter(recipient=user)

    def unread(self):
        """What was not opened yet."""
        return self.filter(read_at=None)

    def with_words(self, words):
        """Those whose title or text holds these words."""
        return self.filter(Q(subject__icontains=words) | Q(body__icontains=words))


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

    @property
    def group_label(self) -> str:
        """The category shown beside the title."""
        return event(self.template_code).group.label
