"""What happened to a certificate, told to its holder and, where public, to everybody."""

from django.db import models
from django.utils import timezone

from certificates.enums import EventKind
from certificates.models.certificate import Certificate


class CertificateEvent(models.Model):
    """One line of 证书记录. It names offices, never persons, and gives no reasons."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=16, choices=EventKind)
    at = models.DateTimeField(default=timezone.now)
    office = models.ForeignKey(
        "accounts.TitleOffice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_public = models.BooleanField(default=True)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"
