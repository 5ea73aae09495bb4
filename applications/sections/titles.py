"""Lists of titles, grouped by series, whole without scripts; and the form that asks for one of them."""

from itertools import groupby

from applications.sections.employer import EmployerForm
from catalogue.models import Title

GONE = "已不在资格名称目录里"


def grouped(titles) -> list:
    """Choices of a select from titles in the order of their series, each told by its path."""
    by_series = groupby(titles, key=lambda title: title.series.name)
    return [("", "请选择"), *((name, [(str(t.pk), t.path) for t in group]) for name, group in by_series)]


def title_words(key: str) -> str:
    """A title that is not on offer, or not any more; what is no key of the catalogue is words already."""
    if not key.isdecimal():
        return key
    title = next(iter(Title.objects.filter(pk=key[:9]).select_related("series")), None)
    return title.path if title else GONE


class TitleForm(EmployerForm):
    """Asks for the 单位 and for one of the titles that `offer` put into its field `title`."""

    def offer(self, titles) -> None:
        """Let one of these titles be chosen."""
        self.titles = {str(title.pk): title for title in titles}
        self.fields["title"].choices = grouped(self.titles.values())

    def unlisted(self, name, value) -> str:
        return title_words(str(value)) if name == "title" else super().unlisted(name, value)

    def promoted(self) -> dict:
        """The columns of the application that follow from the answers."""
        title = self.titles[self.cleaned_data["title"]]
        return {
            "employer": self.found_employer,
            "series": title.series,
            "level": title.level,
            "title_name": title.name,
            "specialty": self.cleaned_data["specialty"],
        }
