"""账号密码登录, 短信快速登录, and asking for a code."""

from django import forms

from accounts import labels
from accounts.forms.fields import MobileField, PasswordField, SmsCodeField
from core.picture_code import PictureCodeField


class PasswordSignInForm(forms.Form):
    """Account, password and picture code (个人版用户操作说明 2019, §2.1)."""

    account = forms.CharField(
        label=labels.ACCOUNT,
        max_length=254,
        error_messages={"required": "请填写账号"},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "placeholder": labels.ACCOUNT_PLACEHOLDER,
                "spellcheck": "false",
            }
        ),
    )
    password = PasswordField(
        label=labels.PASSWORD,
        autocomplete="current-password",
        placeholder=labels.PASSWORD_PLACEHOLDER,
        error_messages={"required": "请填写密码"},
    )
    captcha = PictureCodeField()


class SmsSignInForm(forms.Form):
    """Mobile and SMS code (个人版用户操作说明 2019, §2.2)."""

    mobile = MobileField()
    sms_code = SmsCodeField()


class AskSignInCodeForm(forms.Form):
    """A code for signing in: no picture code, since only registered mobiles are sent anything."""

    mobile = MobileField()


class AskRegistrationCodeForm(forms.Form):
    """A code for registering: any mobile may be sent one, so a picture code comes first."""

    mobile = MobileField(label=labels.MOBILE_NUMBER)
    captcha = PictureCodeField()
