"""Fields several forms share."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from core.validators import check_mobile, normalise

SMS_DIGITS = 6


class MobileField(forms.CharField):
    """A mainland mobile; cleaned to 11 digits."""

    def __init__(self, *, label=labels.MOBILE, **kwargs):
        super().__init__(
            label=label,
            max_length=20,
            error_messages={"required": "请填写手机号"},
            widget=forms.TextInput(
                attrs={
                    "type": "tel",
                    "inputmode": "tel",
                    "autocomplete": "tel-national",
                    "class": "w-phone num",
                }
            ),
            **kwargs,
        )

    def clean(self, value):
        return check_mobile(super().clean(value))


class CodeField(forms.CharField):
    """The six digits of a code that was sent."""

    what = "验证码"
    missing = "请填写收到的 6 位数字"

    def __init__(self, **kwargs):
        super().__init__(
            label=kwargs.pop("label", labels.CAPTCHA),
            max_length=20,
            error_messages={"required": self.missing},
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "w-code num"}
            ),
            **kwargs,
        )

    def clean(self, value):
        """Digits copied or typed in any width, with blanks or without."""
        code = normalise(super().clean(value))
        if code and len(code) != SMS_DIGITS:
            raise ValidationError(f"{self.what}是 {SMS_DIGITS} 位数字，请照收到的再填一遍")
        return code


class SmsCodeField(CodeField):
    """The six digits of an SMS."""

    what = "短信验证码"
    missing = "请填写短信里的 6 位数字"


class EmailAddressField(forms.EmailField):
    """An e-mail address, in lower case."""

    def __init__(self, *, label=labels.EMAIL, **kwargs):
        super().__init__(
            label=label,
            max_length=254,
            error_messages={
                "required": "请填写邮箱",
                "invalid": "邮箱应像 name@example.cn 这样，请再核对一遍",
            },
            widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "w-line"}),
            **kwargs,
        )

    def clean(self, value):
        return super().clean(value).lower()


class PasswordField(forms.CharField):
    """A password as it was typed: blanks stay, nothing is cut, it is never sent back."""

    def __init__(self, *, autocomplete, placeholder="", **kwargs):
        super().__init__(
            strip=False,
            max_length=1024,
            widget=forms.PasswordInput(attrs={"autocomplete": autocomplete, "placeholder": placeholder}),
            **kwargs,
        )
