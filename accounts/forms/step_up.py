"""The proof a dangerous act asks for."""

from django import forms

from accounts.forms.fields import PasswordField
from accounts.services import second_factor

SECRET = "step_up_secret"  # noqa: S105 - the name of a field


class ProofForm(forms.Form):
    """One field: the code of the second factor where the person has one, else the password."""

    def __init__(self, data=None, *, actor):
        super().__init__(data)
        by_code = second_factor.is_on(actor.user)
        words = "动态验证码或备用码" if by_code else "登录密码"
        self.fields[SECRET] = PasswordField(
            label=words,
            autocomplete="one-time-code" if by_code else "current-password",
            error_messages={"required": f"请填写{words}"},
        )
