"""Fields and checks that several sections of the archive share."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.number_fields import NumberField, WholeNumberField
from core.sections import SectionForm
from core.word_fields import WordsField

EARLIEST_YEAR = 1950
END_FIRST = "截止时间不能早于开始时间，请核对。"


def line(label: str, length: int = 80, *, required: bool = True, css: str = "", hint: str = "", **attrs):
    """One line of text of at most `length` signs; the refusal of an empty one names what is asked."""
    return WordsField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=forms.TextInput(attrs={"class": css, **attrs} if css else attrs),
        error_messages={"required": f"请填写{label}。"},
    )


class TextField(WordsField):
    """Several lines; a line break is one sign, though browsers send two for it."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


def text(label: str, length: int, *, required: bool = True, rows: int = 3, hint: str = ""):
    """Several lines of at most `length` signs."""
    return TextField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint or f"最多 {length} 个字。",
        widget=forms.Textarea(attrs={"rows": rows, "data-count": "", "data-max": length}),
        error_messages={"required": f"请填写{label}。"},
    )


def hours(label: str):
    """Hours of study or credits of one year; empty counts as none."""
    return NumberField(
        label=label,
        required=False,
        min_value=0,
        max_value=2000,
        max_digits=5,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "decimal"}),
        error_messages={
            "invalid": "请填写数字，例如 30 或 12.5。",
            "min_value": "不能小于 0，请核对。",
            "max_value": "一年不会超过 2000，请核对。",
            "max_digits": "请填写 0 到 2000 之间的数字。",
            "max_whole_digits": "一年不会超过 2000，请核对。",
            "max_decimal_places": "最多一位小数，例如 12.5。",
        },
    )


def rank(label: str = "个人排名"):
    """The person's place among those who did it; empty where there is no order."""
    return WholeNumberField(
        label=label,
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "numeric"}),
        error_messages={
            "invalid": "请填写数字，例如 1。",
            "min_value": "排名从 1 开始，请核对。",
            "max_value": "排名最多填到 999，请核对。",
        },
    )


class YearField(forms.CharField):
    """A year of the past or the present, kept as its four digits."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"class": "w-code num", "inputmode": "numeric", "placeholder": "YYYY"})
        messages = {"required": f"请填写{kwargs['label']}。"}
        super().__init__(max_length=10, widget=widget, error_messages=messages, **kwargs)

    def clean(self, value):
        year = super().clean(value).removesuffix("年").strip()
        if not year:
            return year
        if not (year.isascii() and year.isdigit() and len(year) == 4 and int(year) >= EARLIEST_YEAR):
            raise ValidationError("请填写四位数的年份，例如 2025。")
        if int(year) > timezone.localdate().year:
            raise ValidationError("这一年还没有到，请核对年份。")
        return year


class PeriodForm(SectionForm):
    """A section whose rows run from one month to another; without an end they still run."""

    row_when = ("started_on", "ended_on")

    def clean(self):
        answers = super().clean()
        started, ended = answers.get("started_on"), answers.get("ended_on")
        if started and ended and ended < started:
            self.add_error("ended_on", END_FIRST)
        return answers
