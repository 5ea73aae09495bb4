"""The titles a committee may evaluate."""

from django.db.models import QuerySet

from applications.enums import levels_of
from catalogue.enums import AssessMode
from catalogue.models import Title


def titles_for_evaluation(series, levels, level_group: str) -> QuerySet:
    """Titles of today of one series under one entry of the level selector, for a committee for `levels`.

    What a national examination alone decides is evaluated by nobody.
    """
    asked = [level for level in levels_of(level_group) if level in levels]
    return (
        Title.objects.filter(is_current=True, series=series, level__in=asked)
        .exclude(assess_mode=AssessMode.NATIONAL_EXAM)
        .select_related("series")
        .order_by("level", "order", "pk")
    )
