"""A password of one's own in place of a one-time secret."""

from django import forms
from django.core.exceptions import ValidationError

from accounts import labels
from accounts.forms.fields import PasswordField
from accounts.forms.password_twice import PasswordTwice
from accounts.services import credentials


class PasswordRenewForm(PasswordTwice, forms.Form):
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
        if self.user.has_password(password):
            raise ValidationError("新密码和一次性密码一样，请换一个只有您知道的密码")
        return password
