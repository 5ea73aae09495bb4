"""用户注册: the fields of the manual in the manual's order."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.forms.consent import ConsentFields
from accounts.forms.fields import EmailAddressField, MobileField, PasswordField, SmsCodeField
from accounts.forms.identity import IdentityForm
from accounts.forms.password_twice import PasswordTwice
from accounts.forms.security_question import SecurityQuestionFields
from accounts.services import passwords


class RegistrationForm(PasswordTwice, ConsentFields, SecurityQuestionFields, IdentityForm):
    """What a new person says of themselves; whether it is taken is told after the mobile is proven."""

    email = EmailAddressField(help_text="用来登录和找回密码，经确认后不可随意更改")
    mobile = MobileField(label=labels.MOBILE_NUMBER)
    sms_code = SmsCodeField(label="短信验证码", required=False)
    password = PasswordField(
        label=labels.PASSWORD,
        autocomplete="new-password",
        placeholder=labels.PASSWORD_HINT,
        error_messages={"required": "请设置密码"},
    )
    password_again = PasswordField(
        label=labels.PASSWORD_AGAIN,
        autocomplete="new-password",
        error_messages={"required": "请再输入一遍密码"},
    )
    notice_read = forms.BooleanField(
        label="我已阅读注册须知", error_messages={"required": "请先阅读注册须知，再勾选这一项"}
    )
    field_order = (
        "email",
        "document_kind",
        "nationality",
        "id_number",
        "name",
        "mobile",
        "sms_code",
        "password",
        "password_again",
        "security_question",
        "security_answer",
        "notice_read",
        "consent",
        "sensitive_consent",
    )

    def clean(self):
        data = super().clean()
        self._check_password(data)
        return data

    def _check_password(self, data):
        if "password" not in data:
            return
        own = {key: data.get(key, "") for key in ("name", "id_number", "mobile", "email")}
        try:
            passwords.check(data["password"], **own)
        except ValidationError as weak:
            self.add_error("password", weak)
