"""What is looked for on the board of notices and on a list of results."""

from django import forms

from core.word_fields import WordsField


class NoticeSearchForm(forms.Form):
    """The whole number of a certificate, or the whole name of its holder."""

    words = WordsField(
        label="证书编号或持证人姓名",
        max_length=80,
        help_text="请填写完整的编号或姓名。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写证书编号或持证人姓名。"},
    )


class ResultSearchForm(forms.Form):
    """The whole name of somebody on the list."""

    name = WordsField(
        label="姓名",
        max_length=80,
        help_text="请填写完整的姓名。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写要查找的姓名。"},
    )
