"""Which columns of a list a person does without."""

from django.conf import settings
from django.db import models


class ColumnChoice(models.Model):
    """The columns one person hides in the list of one portal; what comes to the list later is shown."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    portal = models.CharField(max_length=10)
    hidden = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "portal"], name="one_column_choice_per_portal"),
        ]

    def __str__(self):
        return f"{self.user_id} {self.portal}"
