"""The certificate: what was granted to whom, by whom and when, and under which number."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from catalogue.enums import TitleLevel
from certificates.enums import AcquisitionMethod, CertificateState, DatePrecision, Medium, NumberScheme
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField


class CertificateQuerySet(models.QuerySet):
    """Who may see which certificates."""

    def held_by(self, user) -> "CertificateQuerySet":
        """The certificates of one person, newest first."""
        return self.filter(holder=user).order_by("-granted_on", "-pk")

    def public(self) -> "CertificateQuerySet":
        """What the public look-up may find: everything that was issued, valid or not."""
        return self.filter(state__in=CertificateState.public)


class Certificate(PublicModel):
    """A certificate of a professional title.

    Numbers are text. A number of scheme v1 has 15 digits and a check digit and is unique; one of the years
    before has up to 15 digits, is never check-digit tested and may repeat. Born in 待发行 without number and
    not public; `certificates.services.issue` gives number, control number and look-up code.
    """

    state = models.CharField(max_length=16, choices=CertificateState, default=CertificateState.PENDING_ISSUE)
    version = models.PositiveIntegerField(default=1)
    scheme = models.CharField(max_length=8, choices=NumberScheme, default=NumberScheme.V1)
    # The four texts below are null, not empty, while unknown, so that unique constraints leave them alone.
    certificate_number = models.CharField(max_length=15, null=True, blank=True)  # noqa: DJ001
    control_number = models.CharField(max_length=18, null=True, blank=True)  # noqa: DJ001
    lookup_code = models.CharField(max_length=22, null=True, blank=True, unique=True)
    source_reference = models.CharField(max_length=80, null=True, blank=True, unique=True)

    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    holder_name = models.CharField(max_length=80)
    holder_name_key = models.CharField(max_length=80)
    id_number = EncryptedCharField(max_length=40, blank=True)
    id_digest = models.CharField(max_length=64, blank=True, db_index=True)

    series = models.ForeignKey("catalogue.TitleSeries", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=16, choices=TitleLevel)
    title_name = models.CharField(max_length=60)
    specialty = models.CharField(max_length=80, blank=True)
    acquisition_method = models.CharField(max_length=20, choices=AcquisitionMethod)
    granting_body = models.CharField(max_length=120)
    office = models.ForeignKey(
        "accounts.TitleOffice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_on = models.DateField()
    granted_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    certified_on = models.DateField(null=True, blank=True)
    certified_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    issued_at = models.DateTimeField(null=True, blank=True)

    medium = models.CharField(max_length=12, choices=Medium, default=Medium.ELECTRONIC)
    portrait = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = CertificateQuerySet.as_manager()

    class Meta:
        ordering = ["-granted_on", "-pk"]
        indexes = [
            models.Index(fields=["certificate_number", "holder_name_key"], name="certificate_lookup"),
            models.Index(fields=["holder", "-granted_on"], name="certificate_holder"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate_number"],
                condition=Q(scheme=NumberScheme.V1),
                name="certificate_number_once",
            ),
            models.UniqueConstraint(
                fields=["control_number"], condition=Q(scheme=NumberScheme.V1), name="control_number_once"
            ),
            models.CheckConstraint(
                condition=Q(certificate_number__isnull=True)
                | Q(scheme=NumberScheme.V1, certificate_number__regex=r"^[0-9]{15}$")
                | Q(scheme=NumberScheme.LEGACY, certificate_number__regex=r"^[0-9]{1,15}$"),
                name="certificate_number_shape",
            ),
            models.CheckConstraint(
                condition=~Q(state=CertificateState.PENDING_ISSUE)
                | Q(
                    certificate_number__isnull=True,
                    control_number__isnull=True,
                    lookup_code__isnull=True,
                    issued_at__isnull=True,
                ),
                name="pending_certificate_is_bare",
            ),
            models.CheckConstraint(
                condition=Q(state=CertificateState.PENDING_ISSUE)
                | Q(scheme=NumberScheme.LEGACY, lookup_code__isnull=False)
                | Q(
                    certificate_number__isnull=False,
                    control_number__isnull=False,
                    lookup_code__isnull=False,
                    issued_at__isnull=False,
                    certified_on__isnull=False,
                    holder__isnull=False,
                    office__isnull=False,
                ),
                name="issued_certificate_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.certificate_number or str(self.public_id)

    @property
    def status_badge(self) -> Badge:
        """State as the holder and the offices read it."""
        return CertificateState(self.state).badge

    @property
    def is_public(self) -> bool:
        """Whether strangers may find it."""
        return self.state in CertificateState.public

    @property
    def granted_label(self) -> str:
        """授予时间 as exactly as it is known."""
        return date_label(self.granted_on, self.granted_precision)

    @property
    def certified_label(self) -> str:
        """办证时间 as exactly as it is known; empty while there is none."""
        return date_label(self.certified_on, self.certified_precision)


def date_label(on: datetime.date | None, precision: str) -> str:
    """A date as YYYY-MM or YYYY-MM-DD by its precision; empty for none."""
    if on is None:
        return ""
    return on.strftime("%Y-%m" if precision == DatePrecision.MONTH else "%Y-%m-%d")
