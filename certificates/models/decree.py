"""批文: the document by which an office makes known who was granted a title."""

from django.conf import settings
from django.db import models

from core.models import PublicModel


class Decree(PublicModel):
    """One document of one office, by its number; the file is kept as a stored document."""

    number = models.CharField(max_length=60)
    dated_on = models.DateField()
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="decrees")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], name="decree_number_once_per_office")
        ]

    def __str__(self) -> str:
        return self.number
