"""Filters above a list: what is filled in and valid narrows it, and each can be taken off again."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.choices import flatten_choices


class FilterForm(forms.Form):
    """The filters of one list, bound to the parameters of its address.

    `narrow` says for each field how its value narrows the rows; `silent` names what has no chip.
    """

    narrow: ClassVar[Mapping[str, Callable]] = {}
    silent: ClassVar[tuple[str, ...]] = ()

    def filled(self) -> dict:
        """The valid, non-empty filters."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, rows: QuerySet) -> QuerySet:
        """Narrow `rows` by what is filled in; what is not valid narrows nothing."""
        for name, value in self.filled().items():
            rows = self.narrow[name](rows, value)
        return rows

    def chips(self, params: QueryDict) -> list[tuple[str, str]]:
        """(words, address without it) of every filter that is on; `params` are those of the address."""
        on = (name for name in self.filled() if name not in self.silent)
        return [(self.words_of(name), without(params, name)) for name in on]

    def words_of(self, name: str) -> str:
        """One filter in words."""
        field, value = self.fields[name], self.cleaned_data[name]
        if isinstance(field, forms.ModelChoiceField):
            value = field.label_from_instance(value)
        elif isinstance(field, forms.ChoiceField):
            value = dict(flatten_choices(field.choices)).get(value, value)  # type: ignore[arg-type]
        return f"{str(field.label).split('（')[0]}：{value}"


def without(params: QueryDict, name: str) -> str:
    """The address of the list from its first page, without one filter."""
    rest = params.copy()
    for gone in (name, "cursor", "back"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"
