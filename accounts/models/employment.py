"""Who belonged to which employer, from when to when: the history of joins and leaves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import Joining
from core.models import PublicModel


class Employment(PublicModel):
    """One stretch of a person at an employer; open while `left_at` is empty.

    `joined_at` is empty where a person belonged to the employer before this history was kept.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="employments")
    employer = models.ForeignKey("accounts.Employer", on_delete=models.PROTECT, related_name="employments")
    joined_at = models.DateTimeField(null=True, blank=True, default=timezone.now)
    joined_by = models.CharField(max_length=10, choices=Joining, default=Joining.CHOSEN)
    left_at = models.DateTimeField(null=True, blank=True)
    left_note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["employer", "-id"], name="employments_of_employer")]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(left_at=None), name="one_open_employment_per_person"
            )
        ]

    def __str__(self):
        return str(self.public_id)
