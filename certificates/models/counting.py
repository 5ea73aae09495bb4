"""How often certificates were looked at: plain inserted rows, added to totals later."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from certificates.enums import CertificateState, ViewChannel
from certificates.models.certificate import Certificate


class CertificateView(models.Model):
    """One result that was shown, and the receipt printed on it; says nothing of who asked.

    Inserting is all a look-up does here. The foreign key has no constraint in the database: checking it would
    lock the certificate's row on every look-up and make a much-visited certificate a hot row. Certificates
    are never deleted. `is_counted` tells what the totals hold already.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="views", db_constraint=False, db_index=False
    )
    channel = models.CharField(max_length=4, choices=ViewChannel)
    at = models.DateTimeField(default=timezone.now)
    receipt_number = models.CharField(max_length=24, unique=True)
    certificate_version = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=CertificateState)
    is_counted = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["certificate"], condition=Q(is_counted=False), name="views_to_count")]

    def __str__(self) -> str:
        return self.receipt_number


class CertificateViewTotal(models.Model):
    """The views of one certificate that were counted."""

    certificate = models.OneToOneField(
        Certificate, primary_key=True, on_delete=models.PROTECT, related_name="view_total"
    )
    count = models.PositiveBigIntegerField()

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.count}"
