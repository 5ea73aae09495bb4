"""The tree of title offices (职改办)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from accounts.enums import OfficeLevel
from catalogue.enums import TitleLevel
from core.badges import Badge
from core.models import PublicModel


class TitleOfficeQuerySet(models.QuerySet):
    """Questions about many offices."""

    def active(self):
        """Those at work; one taken out of use takes nothing new."""
        return self.filter(is_active=True)

    def branch_of(self, office):
        """An office and everything below it, parents before children."""
        return self.filter(models.Q(pk=office.pk) | models.Q(path__startswith=f"{office.path}/"))

    def named_like(self, text):
        """Offices whose full or short name holds the typed keyword, without regard to blanks."""
        keyword = "".join(text.split())
        if not keyword:
            return self.none()
        return self.filter(models.Q(name__icontains=keyword) | models.Q(short_name__icontains=keyword))

    def recognizing(self, levels):
        """Offices that may recognise at least one of these title levels."""
        return self.filter(can_recognize_levels__overlap=list(levels))


def _words(levels) -> str:
    return "、".join(level.label for level in TitleLevel if level in levels)


class TitleOffice(PublicModel):
    """One office. `path` holds the codes from the root down, so that a branch is a prefix.

    The contact block is read by everybody, so it holds the office's own numbers and never a private one.
    `postage` is what mailing one certificate costs, in yuan, as the office states it.
    """

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=100)
    short_name = models.CharField(max_length=40)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    level = models.CharField(max_length=8, choices=OfficeLevel)
    region = models.ForeignKey("catalogue.Region", on_delete=models.PROTECT, related_name="+")
    can_review_levels = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    can_recognize_levels = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    series_codes = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(max_length=100, blank=True)
    address = models.CharField(max_length=120, blank=True)
    contact_person = models.CharField(max_length=30, blank=True)
    contact_notes = models.CharField(max_length=200, blank=True)
    fees_online = models.BooleanField(default=False)
    mailing_enabled = models.BooleanField(default=False)
    postage = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    auto_verification = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    path = models.CharField(max_length=80, unique=True)

    objects = TitleOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="office_name_trigrams"),
            models.Index(OpClass("path", name="varchar_pattern_ops"), name="office_branch"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(postage__isnull=True) | models.Q(postage__gt=0),
                name="postage_is_more_than_nothing",
            )
        ]

    def __str__(self):
        return self.short_name

    @property
    def phones(self) -> list[str]:
        """Its telephone numbers one by one; the field holds several between 、."""
        return [number.strip() for number in self.phone.split("、") if number.strip()]

    @property
    def mails(self) -> bool:
        """Whether it mails certificates: switched on, and the postage is known."""
        return self.mailing_enabled and self.postage is not None

    @property
    def review_words(self) -> str:
        """The title levels it may review, in words."""
        return _words(self.can_review_levels)

    @property
    def recognize_words(self) -> str:
        """The title levels it may recognise, in words."""
        return _words(self.can_recognize_levels)

    @property
    def status_badge(self) -> Badge:
        """Whether it is at work."""
        return Badge("pass", "使用中") if self.is_active else Badge("void", "已停用")
