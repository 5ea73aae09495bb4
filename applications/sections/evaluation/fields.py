"""Questions that several sections of 职称评审 ask in the same way."""

from django import forms

from accounts.profile.fields import text
from catalogue.fields import EnumField
from core.number_fields import WholeNumberField

YES, NO = "yes", "no"
TYPED, FETCHED = "self", "fetch"
# The list of this form (其他 among its four entries) against the thirteen of the archive (GB/T 4762).
OTHER_POLITICS = "90"
SHORT_POLITICS = ("01", "02", "13", OTHER_POLITICS)


def yes_no(label: str, *, hint: str = ""):
    """A question that has to be answered with 是 or 否."""
    return forms.ChoiceField(
        label=label,
        choices=[(YES, "是"), (NO, "否")],
        help_text=hint,
        widget=forms.RadioSelect,
        error_messages={"required": f"请选择{label}。"},
    )


class WholeField(WholeNumberField):
    """A whole number, kept as its digits, as it is typed."""

    def clean(self, value):
        number = super().clean(value)
        return "" if number is None else str(number)


def whole(label: str, highest: int, *, required: bool = True, unit: str = "年"):
    """A whole number of years or times, from 0 to `highest`."""
    return WholeField(
        label=label,
        required=required,
        min_value=0,
        max_value=highest,
        help_text=f"填整数，单位是{unit}。",
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "numeric"}),
        error_messages={
            "required": f"请填写{label}。",
            "invalid": "请填写整数，例如 5。",
            "min_value": "不能小于 0，请核对。",
            "max_value": f"不会超过 {highest}，请核对。",
        },
    )


def remarks(hint: str):
    """Room for what an examiner of the row would ask."""
    return text("说明", 200, required=False, rows=2, hint=f"{hint}最多 200 个字。")


class OriginField(EnumField):
    """数据来源, which is found out and never believed: 自填 until the form has seen the register."""

    def __init__(self):
        super().__init__("data_origin", label="数据来源", required=False, widget=forms.HiddenInput)

    def clean(self, _value):
        return TYPED


class PoliticsField(EnumField):
    """政治面貌 in the four entries of this form; what else the archive knows is 其他 here."""

    def __init__(self):
        super().__init__("politics_brief", label="政治面貌")

    def prepare_value(self, value):
        return OTHER_POLITICS if value and value not in SHORT_POLITICS else value
