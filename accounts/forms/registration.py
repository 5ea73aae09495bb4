"""用户注册: the fields of the manual in the manual's order."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.enums import SecurityQuestion
from accounts.forms.fields import MobileField, PasswordField, SmsCodeField
from accounts.nationalities import NATIONALITIES
from accounts.services import passwords
from core.validators import DocumentKind, normalise_document, visible

# 〇 counts as a number for Unicode, and is a character of names.
SIGNS_IN_NAMES = "·•．.'’-‐ ,，〇"


def _belongs_in_a_name(sign):
    """Letters and characters of any script with their marks, and the signs between the parts of a name."""
    return unicodedata.category(sign)[0] in "LM" or sign in SIGNS_IN_NAMES


class RegistrationForm(forms.Form):
    """What a new person says of themselves; whether it is taken is told after the mobile is proven."""

    email = forms.EmailField(
        label=labels.EMAIL,
        max_length=254,
        help_text="用来登录和找回密码，经确认后不可随意更改",
        error_messages={
            "required": "请填写邮箱",
            "invalid": "邮箱应像 name@example.cn 这样，请再核对一遍",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "w-line"}),
    )
    document_kind = forms.ChoiceField(
        label="证件类型", choices=DocumentKind.choices, initial=DocumentKind.RESIDENT_ID
    )
    nationality = forms.ChoiceField(
        label="国籍", choices=NATIONALITIES, initial="CHN", help_text="使用外国护照的请选择国籍"
    )
    id_number = forms.CharField(
        label=labels.ID_NUMBER,
        max_length=64,
        help_text="居民身份证为 18 位，最后一位可能是 X；选择其他证件的，请填写那种证件的号码",
        error_messages={"required": "请填写身份证号"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "w-id num"}),
    )
    name = forms.CharField(
        label=labels.NAME,
        max_length=50,
        help_text="与证件一致",
        error_messages={"required": "请填写姓名"},
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "w-name"}),
    )
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

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_name(self):
        """Names of minority and foreign persons keep their dots and inner blanks."""
        name = " ".join(visible(unicodedata.normalize("NFC", self.cleaned_data["name"])).split())
        if not all(_belongs_in_a_name(sign) for sign in name) or not any(map(str.isalpha, name)):
            raise ValidationError("姓名里有不会出现在证件上的符号，请对照证件再填一遍")
        return name

    def clean(self):
        data = super().clean()
        self._check_document(data)
        self._check_password(data)
        return data

    def _check_document(self, data):
        if {"document_kind", "nationality", "id_number"} <= data.keys():
            if data["document_kind"] != DocumentKind.PASSPORT:
                data["nationality"] = "CHN"
            try:
                data["id_number"] = normalise_document(
                    data["document_kind"], data["id_number"], nationality=data["nationality"]
                )
            except ValidationError as wrong:
                self.add_error("id_number", wrong)

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
