"""Questions to the catalogue: which series is meant, which titles there are."""

import unicodedata

from catalogue.enums import TitleLevel
from catalogue.models import SeriesAlias, Title, TitleSeries


def find_series(text: str) -> TitleSeries | None:
    """The series that a person or an old certificate means by `text`; None when nothing fits.

    Takes today's name, the national one and former ones, each with or without 系列.
    """
    for candidate in series_spellings(text):
        series = (
            TitleSeries.objects.filter(name=candidate).first()
            or TitleSeries.objects.filter(aliases__name=candidate).first()
        )
        if series:
            return series
    return None


def series_spellings(text: str) -> tuple[str, str, str]:
    """The names to look for when `text` names a series: as written, with 系列 and without."""
    name = unicodedata.normalize("NFKC", text or "").replace(" ", "")
    return name, f"{name}系列", name.removesuffix("系列")


class Register:
    """The whole catalogue read at once in three statements, for questions about many rows."""

    def __init__(self) -> None:
        every = {one.pk: one for one in TitleSeries.objects.all()}
        aliases = SeriesAlias.objects.values_list("name", "series_id")
        self._series = {name: every[pk] for name, pk in aliases}
        self._series |= {one.name: one for one in every.values()}
        self._titles = set(Title.objects.values_list("series_id", "level", "name"))

    def find_series(self, text: str) -> TitleSeries | None:
        """As `find_series`."""
        return next((self._series[name] for name in series_spellings(text) if name in self._series), None)

    def knows_title(self, series: TitleSeries, level: str, name: str) -> bool:
        """Whether the series has, or once had, this title at this level."""
        return (series.pk, level, name) in self._titles


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
