"""The gear: a new password, mobile, e-mail address or security question, each with its proof."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.enums import SecurityQuestion
from accounts.forms.fields import CodeField, EmailAddressField, MobileField, PasswordField


class NewPasswordForm(forms.Form):
    """A new password, twice; whether it is accepted is decided with the person's data."""

    password = PasswordField(
        label="新密码",
        autocomplete="new-password",
        placeholder=labels.PASSWORD_HINT,
        error_messages={"required": "请设置新密码"},
    )
    password_again = PasswordField(
        label=labels.PASSWORD_AGAIN,
        autocomplete="new-password",
        error_messages={"required": "请再输入一遍新密码"},
    )

    def clean(self):
        data = super().clean()
        if {"password", "password_again"} <= data.keys() and data["password"] != data["password_again"]:
            self.add_error("password_again", "两次输入的密码不一样，请重新输入确认密码")
        return data


class PasswordChangeForm(NewPasswordForm):
    """密码: the present one and the new one."""

    field_order = ("old_password", "password", "password_again")
    old_password = PasswordField(
        label="现在的密码",
        autocomplete="current-password",
        error_messages={"required": "请填写现在的密码"},
    )


def _present_password(**kwargs):
    return PasswordField(
        label="登录密码",
        autocomplete="current-password",
        error_messages={"required": "请填写登录密码"},
        **kwargs,
    )


class MobileChangeForm(forms.Form):
    """手机号码: the new one with its code, and the code to the old one or the password."""

    mobile = MobileField(label="新手机号码")
    code = CodeField(label="新手机号码收到的验证码", required=False)
    old_code = CodeField(label="原手机号码收到的验证码", required=False)
    password = _present_password(
        required=False, help_text="原手机号码收不到短信的，不用填上面的验证码，改填登录密码"
    )

    def clean(self):
        data = super().clean()
        if not (
            data.get("old_code") or data.get("password") or self.errors.keys() & {"old_code", "password"}
        ):
            raise ValidationError("请填写原手机号码收到的验证码；原手机号码收不到短信的，请填写登录密码")
        return data


class MobileAskForm(forms.Form):
    """The new mobile a code is to be sent to."""

    mobile = MobileField(label="新手机号码")


class EmailChangeForm(forms.Form):
    """邮箱: the new one with its code, and the password."""

    email = EmailAddressField(label="新邮箱")
    code = CodeField(label="新邮箱收到的验证码", required=False)
    password = _present_password()


class EmailAskForm(forms.Form):
    """The new e-mail address a code is to be sent to."""

    email = EmailAddressField(label="新邮箱")


class EmailConfirmForm(forms.Form):
    """The code sent to the present e-mail address."""

    code = CodeField(label="邮箱收到的验证码")


class QuestionChangeForm(forms.Form):
    """安全问题: another question and answer, and the password."""

    security_question = forms.ChoiceField(
        label=labels.SECURITY_QUESTION,
        choices=[("", labels.SECURITY_QUESTION_PLACEHOLDER), *SecurityQuestion.choices],
        error_messages={"required": "请选择密保问题"},
    )
    security_answer = forms.CharField(
        label=labels.SECURITY_ANSWER,
        max_length=64,
        help_text="找回密码时要用，请记在别人看不到的地方",
        error_messages={"required": "请填写安全答案"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-line"}),
    )
    password = _present_password()
