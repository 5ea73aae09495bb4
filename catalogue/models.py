"""What everybody refers to: series, titles, regions, enumerations and the calendar of working days."""

from django.db import models
from django.db.models import Q

from catalogue.enums import AssessMode, TitleLevel


class TitleSeries(models.Model):
    """A series of professional titles (系列), by its two-digit code."""

    code = models.CharField(max_length=2, unique=True)
    name = models.CharField(max_length=40, unique=True)
    national_name = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "code")

    def __str__(self):
        return self.name


class SeriesAlias(models.Model):
    """Another name under which a series is written: national, former or without 系列."""

    name = models.CharField(max_length=40, unique=True)
    series = models.ForeignKey(TitleSeries, on_delete=models.CASCADE, related_name="aliases")

    def __str__(self):
        return self.name


class Title(models.Model):
    """One professional title (资格名称) of a series and a level; former names point at today's."""

    series = models.ForeignKey(TitleSeries, on_delete=models.PROTECT, related_name="titles")
    level = models.CharField(max_length=20, choices=TitleLevel)
    name = models.CharField(max_length=40)
    specialty_group = models.CharField(max_length=40, blank=True)
    assess_mode = models.CharField(max_length=20, choices=AssessMode, blank=True)
    is_current = models.BooleanField(default=True)
    current_equivalent = models.CharField(max_length=40, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("series__order", "order")
        constraints = [
            models.UniqueConstraint(
                fields=("series", "level", "name", "specialty_group"), name="title_once_per_series_and_level"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def path(self) -> str:
        """工程系列/中级/工程师, as every card shows it."""
        return f"{self.series.name}/{self.get_level_display()}/{self.name}"


class Region(models.Model):
    """An administrative division of Guangxi by its six-digit code (GB/T 2260), former ones included."""

    code = models.CharField(max_length=6, unique=True)
    name = models.CharField(max_length=40)
    short_name = models.CharField(max_length=40)
    name_key = models.CharField(max_length=120)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    level = models.CharField(max_length=20)
    is_current = models.BooleanField(default=True)
    replaced_by = models.CharField(max_length=6, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self):
        return self.name


class EnumItem(models.Model):
    """One value of an enumeration. Values that were seen, not a closed list."""

    group = models.CharField(max_length=40)
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("group", "order")
        constraints = [models.UniqueConstraint(fields=("group", "code", "name"), name="enum_item_once")]

    def __str__(self):
        return self.name


class WorkdayYear(models.Model):
    """A year whose holidays the State Council has published and somebody has entered."""

    year = models.PositiveSmallIntegerField(unique=True)
    document = models.CharField(max_length=120, blank=True)

    def __str__(self):
        return str(self.year)


class WorkdayOverride(models.Model):
    """A day that differs from Monday to Friday: a holiday, or a weekend that is worked."""

    on = models.DateField(unique=True)
    is_workday = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("on",)
        constraints = [models.CheckConstraint(condition=Q(on__year__gte=2000), name="workday_after_2000")]

    def __str__(self):
        return f"{self.on:%Y-%m-%d}"
