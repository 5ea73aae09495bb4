"""What the review desk asks besides the moves themselves."""

from django import forms

from core.word_fields import WordsField


class RevealForm(forms.Form):
    """Why somebody needs to see personal data in full."""

    reason = WordsField(
        label="查看原因",
        help_text="原因和查看记录会存入审计日志。",
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请写明为什么需要查看，例如“核对毕业证书”。"},
    )
