"""The ticks under the consent texts: sensitive data has one of its own (个人信息保护法, 第二十九条)."""

from django import forms

from accounts.enums import ConsentCode


def _tick(words, *codes):
    titles = "".join(f"《{code.label}》" for code in codes)
    return forms.BooleanField(
        label=f"{words}{titles}", error_messages={"required": f"请先阅读{titles}，同意的请勾选这一项"}
    )


class ConsentFields(forms.Form):
    """Both ticks; the links to the texts stand beside them."""

    consent = _tick("我已阅读并同意", ConsentCode.AGREEMENT, ConsentCode.PRIVACY)
    sensitive_consent = _tick("我单独同意", ConsentCode.SENSITIVE)
