"""The counters behind certificate numbers."""

from django.db import models
from django.db.models import Q

SEQUENCE_LIMIT = 99_999


class CertificateSequence(models.Model):
    """The last serial given for one year, region, level and series; it only ever grows."""

    year = models.PositiveSmallIntegerField()
    region4 = models.CharField(max_length=4)
    level_digit = models.PositiveSmallIntegerField()
    series_code = models.CharField(max_length=2)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "region4", "level_digit", "series_code"], name="certificate_sequence_key"
            ),
            models.CheckConstraint(
                condition=Q(last__gte=1, last__lte=SEQUENCE_LIMIT), name="certificate_sequence_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.region4} {self.level_digit}{self.series_code}: {self.last}"
