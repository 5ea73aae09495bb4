"""The four-digit picture code of the manuals: single-use, short-lived, typed with any keyboard."""

import unicodedata

from captcha.fields import CaptchaField
from captcha.models import CaptchaStore
from django.core.exceptions import ValidationError
from django.db import transaction

LABEL = "验证码"
PLACEHOLDER = "请输入验证码"


def _plain(typed):
    """What was typed with any keyboard: full-width digits are digits, what cannot be seen is nothing."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed or "") if sign.isprintable()).strip()


class PictureCodeField(CaptchaField):
    """A captcha that one of two simultaneous answers can use, and that a wrong answer uses up."""

    def __init__(self, *, error_messages=None, **kwargs):
        words = {
            "required": "请填写图片里的 4 位数字",
            "invalid": "验证码不正确或已过期，请按新图片再填一次",
        }
        super().__init__(label=LABEL, error_messages=words | (error_messages or {}), **kwargs)
        answer = self.widget.widgets[1]
        answer.attrs |= {"placeholder": PLACEHOLDER, "inputmode": "numeric", "maxlength": "4"}
        answer.attrs |= {"class": "w-code num", "aria-label": LABEL}

    def clean(self, value):
        wrong = None
        with transaction.atomic():
            value = [_plain(part) for part in value or ("", "")]
            key = value[0]
            CaptchaStore.objects.select_for_update().filter(hashkey=key).first()
            try:
                value = super().clean(value)
            except ValidationError as refusal:
                wrong = refusal
        if wrong:
            raise wrong
        return value
