"""复查: who failed asks once that the result is looked at again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from applications.models.application import Application
from core.models import PublicModel


class ResultRecheck(PublicModel):
    """One request and its answer. `changed` says whether the result became 通过, None while it waits.

    `ballot_before` is the ballot in words as it stood when the answer was given.
    """

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="recheck")
    words = models.CharField(max_length=500)
    changed = models.BooleanField(null=True, blank=True)
    ballot_before = models.CharField(max_length=60, blank=True)
    opinion = models.CharField(max_length=500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(changed=None, answered_at=None, answered_by=None)
                | Q(changed__isnull=False, answered_at__isnull=False, answered_by__isnull=False),
                name="recheck_waits_or_is_answered",
            )
        ]

    def __str__(self):
        return f"{self.application_id} {self.changed}"
