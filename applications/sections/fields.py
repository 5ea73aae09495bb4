"""Fields that several sections ask: an employer by keyword, a month, a day, an entry of an enumeration."""

import datetime
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils import timezone

from catalogue.models import EnumItem

MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
DATE_SIGNS = re.compile(r"[-/.年月日]")
LISTED = 5


def plain_date(typed: str) -> str:
    """A date as people type it, 2023/7/1 or ２０２３年７月１日, as 2023-07-01; anything else unchanged."""
    parts = [part for part in DATE_SIGNS.split(unicodedata.normalize("NFKC", typed).strip()) if part]
    if len(parts) > 1 and all(part.isascii() and part.isdigit() for part in parts):
        return "-".join(part.zfill(2) for part in parts)
    return typed


class MonthField(forms.CharField):
    """A month of the past or the present, typed YYYY-MM and kept as that text."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(
            attrs={"class": "w-date num", "inputmode": "numeric", "placeholder": "YYYY-MM"}
        )
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value):
        month = plain_date(super().clean(value))
        if not month:
            return month
        if not MONTH.fullmatch(month):
            raise ValidationError("请按“年-月”填写，例如 2023-07。")
        if month > timezone.localdate().strftime("%Y-%m"):
            raise ValidationError("这个月份还没有到，请核对年份和月份。")
        return month


class DayField(forms.DateField):
    """A day, typed YYYY-MM-DD."""

    def __init__(self, **kwargs):
        widget = forms.DateInput(
            format="%Y-%m-%d",
            attrs={"class": "w-date num", "inputmode": "numeric", "placeholder": "YYYY-MM-DD"},
        )
        messages = {"invalid": "请按“年-月-日”填写，例如 2023-07-01。", "required": "请填写日期。"}
        super().__init__(
            input_formats=["%Y-%m-%d"],
            widget=widget,
            error_messages=messages | kwargs.pop("error_messages", {}),
            **kwargs,
        )

    def clean(self, value):
        day = super().clean(plain_date(value or ""))
        if day and day < datetime.date(1940, 1, 1):
            raise ValidationError("这个日期太早了，请核对年份。")
        return day


class EnumField(forms.ChoiceField):
    """One entry of an enumeration of the catalogue; its code is what is kept."""

    def __init__(self, group: str, **kwargs):
        self.group = group
        messages = {"required": f"请选择{kwargs.get('label', '')}。"}
        super().__init__(choices=self._entries, error_messages=messages, **kwargs)

    def _entries(self):
        entries = EnumItem.objects.filter(group=self.group).order_by("order", "code")
        return [("", "请选择"), *entries.values_list("code", "name")]


def keyword_input(url_name: str, hidden: str, placeholder: str) -> forms.TextInput:
    """A text input that offers a list while typing; the choice goes into the hidden input named `hidden`."""
    return forms.TextInput(
        attrs={
            "placeholder": placeholder,
            "autocomplete": "off",
            "data-autocomplete-url": reverse_lazy(url_name),
            "data-autocomplete-target": f"id_{hidden}",
        }
    )


def one_by_name(found, typed: str, *, chosen=None, thing: str):
    """The one row that a typed name means: the chosen row if it bears the name, else the only match.

    `found` is the query of rows whose name holds the typed words. Raises ValidationError with the names to
    choose from, so that the form is whole without scripts.
    """
    if chosen is not None and chosen.name == typed:
        return chosen
    rows = list(found[: LISTED + 1])
    exact = [row for row in rows if row.name == typed]
    if len(exact) == 1 or len(rows) == 1:
        return (exact or rows)[0]
    if not rows:
        raise ValidationError(f"没有找到名称里有“{typed}”的{thing}，请换一个关键字再试。")
    names = "、".join(row.name for row in rows[:LISTED])
    more = "等" if len(rows) > LISTED else ""
    raise ValidationError(f"名称里有“{typed}”的{thing}不止一家，请填写全称：{names}{more}。")
