"""The code of an authenticator app, or a backup code."""

from django import forms


class CodeForm(forms.Form):
    """Six digits of this half minute, or ten of a backup code."""

    code = forms.CharField(
        label="动态验证码",
        max_length=20,
        help_text="手机验证器里的 6 位数字",
        error_messages={"required": "请填写动态验证码"},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "w-id num"}
        ),
    )
