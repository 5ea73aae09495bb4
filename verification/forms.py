"""What the public types in."""

from django import forms

from core.picture_code import PictureCodeField


class LookupForm(forms.Form):
    """证书编号 + 持证人姓名 + 验证码; everything is text, leading zeros stay."""

    certificate_number = forms.CharField(
        label="证书编号",
        max_length=40,
        help_text="不超过 15 位的数字，照证书上的原样填写，开头的 0 也要填。",
        error_messages={"required": "请填写证书编号。"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-id"}),
    )
    holder_name = forms.CharField(
        label="持证人姓名",
        max_length=80,
        help_text="照证书上的原样填写，带“·”的姓名也可以。",
        error_messages={"required": "请填写持证人姓名。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-name"}),
    )
    captcha = PictureCodeField(
        error_messages={
            "required": "请填写图中的验证码。",
            "invalid": "验证码不对或已过期，请按新图再填一遍。",
        }
    )


class ReceiptForm(forms.Form):
    """The two codes on a printed result."""

    receipt_number = forms.CharField(
        label="查验回执号",
        max_length=40,
        help_text="打印件上以 CY- 开头的编号。",
        error_messages={"required": "请填写查验回执号。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-line"}),
    )
    check_code = forms.CharField(
        label="校验码",
        max_length=20,
        help_text="打印件上回执号后面的 10 位字母和数字，中间的短横可以不填。",
        error_messages={"required": "请填写校验码。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-id"}),
    )
