"""The tree of title offices (职改办)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from accounts.enums import OfficeLevel
from core.models import PublicModel


class TitleOfficeQuerySet(models.QuerySet):
    """Questions about many offices."""

    def named_like(self, text):
        """Offices whose full or short name holds the typed keyword, without regard to blanks."""
        keyword = "".join(text.split())
        if not keyword:
            return self.none()
        return self.filter(models.Q(name__icontains=keyword) | models.Q(short_name__icontains=keyword))

    def recognizing(self, levels):
        """Offices that may recognise at least one of these title levels."""
        return self.filter(can_recognize_levels__overlap=list(levels))


class TitleOffice(PublicModel):
    """One office. `path` holds the codes from the root down, so that a branch is a prefix."""

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
    mailing_enabled = models.BooleanField(default=False)
    path = models.CharField(max_length=80, unique=True)

    objects = TitleOfficeQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="office_name_trigrams"),
            models.Index(OpClass("path", name="varchar_pattern_ops"), name="office_branch"),
        ]

    def __str__(self):
        return self.short_name
