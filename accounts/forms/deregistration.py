"""注销: the tick and the code."""

from django import forms

from accounts.forms.fields import SmsCodeField


class DeregistrationForm(forms.Form):
    """What a person says before the account is closed for good."""

    understood = forms.BooleanField(
        label="我已知道注销后账户不能恢复，仍要注销",
        error_messages={"required": "请先读完注销的后果；确定要注销的，请勾选这一项"},
    )
    sms_code = SmsCodeField(label="短信验证码")
