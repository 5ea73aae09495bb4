"""评审委员会: which titles a committee may evaluate, of which office it is, and how long it is filed."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from catalogue.enums import TitleLevel
from core.badges import Badge
from core.models import PublicModel

# Three years (职称评审管理暂行规定，人社部令第 40 号), at most one leap day among them.
LONGEST_FILING = datetime.timedelta(days=1096)


class EvaluationCommitteeQuerySet(models.QuerySet):
    """Questions about many committees."""

    def at_work(self, day):
        """Those in use whose filing holds on `day`."""
        return self.filter(is_active=True, filed_on__lte=day, filed_until__gte=day)


class EvaluationCommittee(PublicModel):
    """One committee of one office. Empty `specialties` mean every specialty of the series."""

    code = models.CharField(max_length=8, unique=True)
    name = models.CharField(max_length=100)
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="committees")
    series = models.ForeignKey("catalogue.TitleSeries", on_delete=models.PROTECT, related_name="+")
    specialties = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    levels = ArrayField(models.CharField(max_length=20, choices=TitleLevel))
    filed_on = models.DateField()
    filed_until = models.DateField()
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    objects = EvaluationCommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["office__path", "series__order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["office", "name"], name="committee_name_once_per_office"),
            models.CheckConstraint(
                condition=Q(filed_until__gte=F("filed_on"))
                & Q(filed_until__lte=F("filed_on") + LONGEST_FILING),
                name="committee_filed_for_at_most_three_years",
            ),
            models.CheckConstraint(condition=Q(levels__len__gte=1), name="committee_evaluates_some_level"),
        ]

    def __str__(self):
        return self.name

    def is_at_work(self, day: datetime.date | None = None) -> bool:
        """Whether it is in use and its filing covers `day` (today if none), as `at_work` asks of many."""
        return self.is_active and self.filed_on <= (day or timezone.localdate()) <= self.filed_until

    @property
    def level_words(self) -> str:
        """The levels it evaluates, the highest first."""
        return "、".join(level.label for level in TitleLevel if level in self.levels)

    @property
    def status_badge(self) -> Badge:
        """Whether it may open a plan today."""
        if not self.is_active:
            return Badge("void", "已停用")
        today = timezone.localdate()
        if today > self.filed_until:
            return Badge("fail", "备案已到期")
        return Badge("pass", "备案有效") if today >= self.filed_on else Badge("doing", "备案未生效")
