"""Employers (单位), the talent centres among them."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Upper

from accounts.enums import EmployerState
from core.models import PublicModel


class EmployerQuerySet(models.QuerySet):
    """Questions about many employers."""

    def active(self):
        return self.filter(state=EmployerState.ACTIVE)

    def talent_centres(self):
        """Employers that stand for people without one (流动人员)."""
        return self.active().filter(is_talent_centre=True)

    def named_like(self, text):
        """Active employers by a keyword of the name or by its first letters in pinyin, shortest first."""
        keyword = "".join(text.split())
        if not keyword:
            return self.none()
        found = Q(name__icontains=keyword)
        if keyword.isascii() and keyword.isalpha():
            found |= Q(name_pinyin__startswith=keyword.lower())
        return self.active().filter(found).order_by(Length("name"), "name", "pk")


class Employer(PublicModel):
    """One employer, reporting to a title office; `name_pinyin` holds first letters, for search."""

    name = models.CharField(max_length=100)
    name_pinyin = models.CharField(max_length=100, blank=True)
    usci = models.CharField(max_length=18, blank=True)
    region = models.ForeignKey("catalogue.Region", on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="employers")
    is_talent_centre = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=EmployerState, default=EmployerState.PENDING)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="employer_name_trigrams"),
            models.Index(
                OpClass("name_pinyin", name="varchar_pattern_ops"), name="employer_by_first_letters"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["usci"], condition=~Q(usci=""), name="one_employer_per_usci")
        ]

    def __str__(self):
        return self.name
