"""单位注册: the unit's data, its licence and the account that will own it."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.employer_sections import DetailsForm, IdentityForm, licence_field
from accounts.forms.fields import MobileField, PasswordField, SmsCodeField
from accounts.services import identifiers, passwords
from accounts.services.staff import STAFF_NAME


class EmployerRegistrationForm(IdentityForm, DetailsForm):
    """One page; the mobile of the contact is the one the account signs in by, and is proven first."""

    contact_mobile = None
    licence = licence_field(required=True)
    mobile = MobileField(label="经办人手机号码")
    sms_code = SmsCodeField(label="短信验证码", required=False)
    account = forms.CharField(
        label="账户名",
        max_length=30,
        help_text="3 至 30 位小写字母、数字和连字符，以字母开头，例如 qz-erzhong；单位账户登录时用",
        error_messages={"required": "请设置账户名", "max_length": "账户名最多 30 位，请再短一些"},
        widget=forms.TextInput(attrs={"class": "w-name", "autocomplete": "username", "spellcheck": "false"}),
    )
    password = PasswordField(
        label=labels.PASSWORD,
        autocomplete="new-password",
        help_text="至少 10 位，可用字母、数字和符号",
        error_messages={"required": "请设置密码"},
    )
    password_again = PasswordField(
        label=labels.PASSWORD_AGAIN,
        autocomplete="new-password",
        error_messages={"required": "请再输入一遍密码"},
    )
    is_authorised = forms.BooleanField(
        label="我受本单位委托办理注册，所填内容与登记证书一致",
        error_messages={"required": "请确认您受本单位委托，再勾选这一项"},
    )

    def clean_account(self):
        account = self.cleaned_data["account"].strip().lower()
        if not STAFF_NAME.fullmatch(account) or identifiers.looks_like_a_document(account):
            raise ValidationError("账户名应为小写字母、数字和连字符，例如 qz-erzhong，请再调整一下")
        return account

    def clean(self):
        data = super().clean()
        password = data.get("password")
        if password is None:
            return data
        if "password_again" in data and data["password_again"] != password:
            self.add_error("password_again", "两次输入的密码不一样，请重新输入确认密码")
        own = {"name": "contact_name", "mobile": "mobile", "email": "contact_email"}
        try:
            passwords.check(password, staff=True, **{key: data.get(field, "") for key, field in own.items()})
        except ValidationError as weak:
            self.add_error("password", weak)
        return data

    @property
    def columns(self) -> dict:
        """The columns of the employer."""
        return self.identity | self.details

    @property
    def owner(self) -> dict:
        """What the owner account is made of."""
        return {name: self.cleaned_data[name] for name in ("account", "password", "mobile", "contact_email")}
