"""What plans and committees are looked for by: words, series, level, office, and where they stand."""

from typing import ClassVar

from django import forms
from django.db.models import Q

from applications.enums import levels_of
from catalogue.enums import LevelGroup
from catalogue.models import TitleSeries
from core.filters import FilterForm
from core.pii import looks_private
from core.word_fields import WordsField

PRIVATE = "这里按名称查找，请不要填写证件号或手机号。"


def _narrow(before: str) -> dict:
    """How each field narrows rows whose committee lies behind `before`."""
    words = ("name", "series__name", "office__name", "office__short_name")

    def holding(rows, typed):
        found = Q(**{f"{before}specialties__icontains": typed})
        for name in words:
            found |= Q(**{f"{before}{name}__icontains": typed})
        return rows.filter(found)

    def of_office(rows, typed):
        name, short = f"{before}office__name__icontains", f"{before}office__short_name__icontains"
        return rows.filter(Q(**{name: typed}) | Q(**{short: typed}))

    return {
        "q": holding,
        "series": lambda rows, series: rows.filter(**{f"{before}series": series}),
        "level": lambda rows, level: rows.filter(**{f"{before}levels__overlap": list(levels_of(level))}),
        "office": of_office,
    }


class CommitteeFilter(FilterForm):
    """The filters of the committees; they stand in the address, so no number of a person may."""

    narrow: ClassVar = _narrow("")

    q = WordsField(label="关键词", required=False, max_length=40, help_text="评审会、系列、专业或职改办")
    series = forms.ModelChoiceField(
        label="系列",
        queryset=TitleSeries.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="全部系列",
    )
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "全部级别"), *LevelGroup.choices])
    office = WordsField(label="职改办", required=False, max_length=40)

    def _typed(self, name: str) -> str:
        words = "".join(self.cleaned_data[name].split())
        if looks_private(words):
            raise forms.ValidationError(PRIVATE)
        return words

    def clean_q(self):
        return self._typed("q")

    def clean_office(self):
        return self._typed("office")


class PlanFilter(CommitteeFilter):
    """The same for plans."""

    narrow: ClassVar = _narrow("committee__")


class ResultNoticeFilter(CommitteeFilter):
    """The same for the lists of results."""

    narrow: ClassVar = _narrow("plan__committee__")
