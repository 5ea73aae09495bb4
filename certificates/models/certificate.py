"""The certificate: what was granted to whom, by whom and when, and under which number."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Sex
from catalogue.enums import TitleLevel
from certificates.enums import AcquisitionMethod, CertificateState, DatePrecision, Medium, NumberScheme
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField

# Ours are true because we issued them; one of the years before once its 审验 is passed.
AUTHENTIC = Q(scheme=NumberScheme.V1) | Q(verified_at__isnull=False)


class CertificateQuerySet(models.QuerySet):
    """Who may see which certificates."""

    def held_by(self, user) -> "CertificateQuerySet":
        """The certificates of one person, newest first."""
        return self.filter(holder=user).order_by("-granted_on", "-pk")

    def usable_by(self, user) -> "CertificateQuerySet":
        """The certificates a person may apply with: their own and in state 正常, verified or not."""
        return self.held_by(user).filter(state=CertificateState.NORMAL)

    def verified(self) -> "CertificateQuerySet":
        """Certificates nobody need doubt: issued here, or of the years before and verified; void ones too."""
        return self.filter(AUTHENTIC, state__in=CertificateState.public)

    def public(self) -> "CertificateQuerySet":
        """What the public look-up may find: what was issued or verified, valid or not.

        Imported data become public only after 审验 (证书审验指引 2019): nothing else says they are true.
        """
        return self.verified()


class Certificate(PublicModel):
    """A certificate of a professional title.

    Numbers are text. A number of scheme v1 has 15 digits and a check digit and is unique; one of the years
    before has up to 15 digits, is never check-digit tested and may repeat. Born in 待发行 without number and
    not public; `certificates.services.issue` gives number, control number and look-up code. One of the years
    before is born with what stands on the paper and is public, with a look-up code, once it is verified.
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
    holder_sex = models.CharField(max_length=6, choices=Sex, blank=True)
    employer_name = models.CharField(max_length=100, blank=True)

    series = models.ForeignKey("catalogue.TitleSeries", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=16, choices=TitleLevel)
    title_name = models.CharField(max_length=60)
    specialty = models.CharField(max_length=80, blank=True)
    acquisition_method = models.CharField(max_length=20, choices=AcquisitionMethod)
    granting_body = models.CharField(max_length=120)
    evaluation_body = models.CharField(max_length=120, blank=True)
    decree_number = models.CharField(max_length=60, blank=True)
    office = models.ForeignKey(
        "accounts.TitleOffice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted_on = models.DateField()
    granted_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    certified_on = models.DateField(null=True, blank=True)
    certified_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.DAY)
    issued_at = models.DateTimeField(null=True, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    # What had it put on loss notice, for example `application:<uuid>`: nothing else may end the notice.
    loss_reference = models.CharField(max_length=80, blank=True)

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
                | Q(scheme=NumberScheme.LEGACY, verified_at__isnull=True)
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
        authentic = self.scheme == NumberScheme.V1 or self.verified_at is not None
        return authentic and self.state in CertificateState.public

    @property
    def is_historical(self) -> bool:
        """Whether it is of the years before and came by import."""
        return self.scheme == NumberScheme.LEGACY

    @property
    def number_label(self) -> str:
        """证书编号 as its holder reads it: ours have none before issue, an old one may never have had any."""
        return self.certificate_number or ("无编号" if self.is_historical else "发行后自动编号")

    @property
    def verification_badge(self) -> Badge:
        """Whether an old certificate is verified, as colour, icon and words."""
        return Badge("pass", "已审验", "patch-check-fill") if self.verified_at else Badge("todo", "未审验")

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
