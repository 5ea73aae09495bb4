"""A password of one's own in place of a one-time secret."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.forms.fields import PasswordField
from accounts.services import credentials


class PasswordRenewForm(forms.Form):
    """The new password, twice."""

    password = PasswordField(
        label="新密码",
        autocomplete="new-password",
        error_messages={"required": "请设置新密码"},
    )
    password_again = PasswordField(
        label=labels.PASSWORD_AGAIN,
        autocomplete="new-password",
        error_messages={"required": "请再输入一遍密码"},
    )

    def __init__(self, data=None, *, user):
        super().__init__(data)
        self.user = user

    def clean_password(self):
        password = self.cleaned_data["password"]
        credentials.check_password(self.user, password)
        if self.user.check_password(password):
            raise ValidationError("新密码和一次性密码一样，请换一个只有您知道的密码")
        return password

    def clean(self):
        data = super().clean()
        if "password_again" in data and data["password_again"] != self.data.get("password"):
            self.add_error("password_again", "两次输入的密码不一样，请重新输入确认密码")
        return data
