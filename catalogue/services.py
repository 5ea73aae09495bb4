"""Questions to the catalogue: which series is meant, which titles there are."""

import unicodedata

from catalogue.enums import TitleLevel
from catalogue.models import Title, TitleSeries


def find_series(text: str) -> TitleSeries | None:
    """The series that a person or an old certificate means by `text`; None when nothing fits.

    Takes today's name, the national one and former ones, each with or without 系列.
    """
    name = unicodedata.normalize("NFKC", text or "").replace(" ", "")
    for candidate in (name, f"{name}系列", name.removesuffix("系列")):
        series = (
            TitleSeries.objects.filter(name=candidate).first()
            or TitleSeries.objects.filter(aliases__name=candidate).first()
        )
        if series:
            return series
    return None


def titles_for(series: TitleSeries, level: TitleLevel | None = None):
    """Today's titles of a series, of one level or of all, in the order of the catalogue."""
    titles = Title.objects.filter(series=series, is_current=True).select_related("series")
    return titles.filter(level=level) if level else titles


def todays_title(series: TitleSeries, level: TitleLevel, name: str) -> Title | None:
    """The title of today that `name`, current or former, stands for; None when neither is known."""
    known = Title.objects.filter(series=series, level=level, name=name).order_by("-is_current").first()
    if known is None or known.is_current:
        return known
    return Title.objects.filter(
        series=series, level=level, name=known.current_equivalent, is_current=True
    ).first()
