"""What 账户管理 asks of the owner of an employer's account."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.enums import UnitRight
from accounts.services.staff import STAFF_NAME
from core.validators import check_mobile

NAME_HELP = "小写字母开头，可用小写字母、数字和连字符，3–30 位，例如 qz-clerk。登录时使用。"


class RightsForm(forms.Form):
    """The rights of one clerk; without any the clerk can only look."""

    rights = forms.MultipleChoiceField(
        label="权限",
        help_text="没有勾选的只能查看申报，不能办理。",
        choices=UnitRight.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ClerkForm(RightsForm):
    """A new clerk."""

    name = forms.CharField(
        label="姓名",
        max_length=50,
        error_messages={"required": "请填写姓名"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    staff_name = forms.CharField(
        label="账户名",
        help_text=NAME_HELP,
        max_length=30,
        error_messages={"required": "请填写账户名"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    mobile = forms.CharField(
        label="手机号码（可以不填）",
        help_text="用于接收短信，也可以用来登录。",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "w-phone num"}),
    )
    field_order = ("name", "staff_name", "mobile", "rights")

    def clean_staff_name(self):
        name = self.cleaned_data["staff_name"]
        if not STAFF_NAME.fullmatch(name):
            raise ValidationError("账户名的写法不对，请照说明再调整一下")
        return name

    def clean_mobile(self):
        typed = self.cleaned_data["mobile"]
        return check_mobile(typed) if typed else ""


class DisableForm(forms.Form):
    """Why a clerk's account is closed."""

    note = forms.CharField(
        label="停用原因",
        help_text="存入操作日志，例如“已调离人事岗位”。",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请写明停用原因"},
    )
