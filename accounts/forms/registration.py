"""用户注册: the fields of the manual in the manual's order."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.enums import SecurityQuestion
from accounts.forms.consent import ConsentFields
from accounts.forms.fields import EmailAddressField, MobileField, PasswordField, SmsCodeField
from accounts.forms.identity import IdentityForm
from accounts.services import passwords


class RegistrationForm(ConsentFields, IdentityForm):
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
        if "password_again" in data and data["password_again"] != self.data.get("password"):
            self.add_error("password_again", "两次输入的密码不一样，请重新输入确认密码")
