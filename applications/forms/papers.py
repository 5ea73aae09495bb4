"""The form of 核对报表."""

from django import forms
from django.core.exceptions import ValidationError

from applications.services.papers.checking import normalised
from applications.services.papers.orders import CODE_LENGTH


class CheckCodeForm(forms.Form):
    """The check code as it is printed at the foot of every page, however it was typed."""

    code = forms.CharField(
        label="校验码",
        max_length=40,
        help_text="印在每一页的页脚，共 16 位，横线可以不填。",
        error_messages={"required": "请填写校验码。", "max_length": "校验码共 16 位，请核对。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self):
        """Sixteen letters and digits."""
        code = normalised(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH or not code.isascii():
            raise ValidationError("校验码共 16 位，由数字和大写字母组成，请照纸上的原样填写。")
        return code
