"""The rule of every form that sets a password: typed twice, and both times the same."""


class PasswordTwice:
    """Mixed into forms with `password` and `password_again`; a password that was refused is compared too."""

    def clean(self):
        data = super().clean()
        again, typed = data.get("password_again"), self.data.get("password")
        if again and typed and again != typed:
            self.add_error("password_again", "两次输入的密码不一样，请重新输入确认密码")
        return data
