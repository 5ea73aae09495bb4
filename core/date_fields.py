"""Months and days as people type them, and the sentences for those that cannot be."""

import datetime
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")
# Far beyond every plan and filing, and far from where the calendar of the computer ends.
LAST_YEAR = 2100
DATE_SIGNS = re.compile(r"[-/.年月日]")


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
        named = {"required": f"请填写{kwargs['label']}。"} if kwargs.get("label") else {}
        messages = named | kwargs.pop("error_messages", {})
        super().__init__(max_length=20, widget=widget, error_messages=messages, **kwargs)

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
    """A day, typed YYYY-MM-DD; with `past` it may not lie in the future."""

    def __init__(self, *, past: bool = False, **kwargs):
        self.past = past
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
        if day and day.year > LAST_YEAR:
            raise ValidationError("这个日期太晚了，请核对年份。")
        if day and self.past and day > timezone.localdate():
            raise ValidationError("这一天还没有到，请核对日期。")
        return day
