"""忘记密码: the fields of the three ways, and the proof."""

from django import forms

from accounts import labels
from accounts.enums import RecoveryWay
from accounts.forms.fields import CodeField, EmailAddressField, MobileField
from accounts.services import recovery
from core.picture_code import PictureCodeField
from messaging.enums import Channel


def _account(placeholder=labels.ACCOUNT_PLACEHOLDER):
    return forms.CharField(
        label=labels.ACCOUNT,
        max_length=254,
        error_messages={"required": "请填写账号"},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "placeholder": placeholder,
                "spellcheck": "false",
                "class": "w-line",
            }
        ),
    )


class SmsWayForm(forms.Form):
    """短信找回."""

    mobile = MobileField(label=labels.MOBILE_NUMBER)
    captcha = PictureCodeField()


class EmailWayForm(forms.Form):
    """邮箱找回: the account and the address it was registered with."""

    account = _account("请输入身份证号\\手机号")
    email = EmailAddressField()
    captcha = PictureCodeField()


class QuestionWayForm(forms.Form):
    """安全问题找回: the account, and where its code is to go."""

    account = _account()
    channel = forms.ChoiceField(
        label="验证码发到",
        choices=[(Channel.SMS, "账户登记的手机"), (Channel.EMAIL, "账户登记的邮箱")],
        initial=Channel.SMS,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择验证码发到哪里"},
    )
    captcha = PictureCodeField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if recovery.needs_no_code(RecoveryWay.QUESTION):
            self.fields["channel"].widget = forms.HiddenInput()


class ProofForm(forms.Form):
    """The answer to the security question, where one is asked, and the code."""

    answer = forms.CharField(
        label=labels.SECURITY_ANSWER,
        max_length=64,
        error_messages={"required": "请填写安全答案"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-line"}),
    )
    code = CodeField()

    def __init__(self, *args, question, asks_code, **kwargs):
        super().__init__(*args, **kwargs)
        if not question:
            del self.fields["answer"]
        if not asks_code:
            del self.fields["code"]


FORMS = {
    RecoveryWay.SMS: SmsWayForm,
    RecoveryWay.EMAIL: EmailWayForm,
    RecoveryWay.QUESTION: QuestionWayForm,
}
