"""The four-digit picture code of the manuals: single-use, short-lived, its pictures rationed."""

import secrets
from datetime import timedelta

from captcha.fields import CaptchaField
from captcha.models import CaptchaStore
from captcha.views import captcha_image, captcha_refresh
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.views.decorators.http import require_safe

from accounts import labels
from core import limits

PICTURES_PER_ADDRESS = 120
WINDOW = timedelta(minutes=10)


def four_digits():
    """Challenge and answer, as django-simple-captcha asks for them."""
    digits = f"{secrets.randbelow(10_000):04d}"
    return digits, digits


class PictureCodeField(CaptchaField):
    """A captcha that one of two simultaneous answers can use, and that a wrong answer uses up."""

    def __init__(self, **kwargs):
        super().__init__(
            label=labels.CAPTCHA,
            error_messages={
                "required": "请填写图片里的 4 位数字",
                "invalid": "验证码不正确或已过期，请按新图片再填一次",
            },
            **kwargs,
        )
        answer = self.widget.widgets[1]
        answer.attrs |= {"placeholder": labels.CAPTCHA_PLACEHOLDER, "inputmode": "numeric", "maxlength": "4"}
        answer.attrs |= {"class": "w-code num", "aria-label": labels.CAPTCHA}

    def clean(self, value):
        wrong = None
        with transaction.atomic():
            key = value[0] if value else ""
            CaptchaStore.objects.select_for_update().filter(hashkey=key).first()
            try:
                value = super().clean(value)
            except ValidationError as refusal:
                wrong = refusal
        if wrong:
            raise wrong
        return value


def _ration(request):
    limits.check_and_hit("accounts.captcha", request.client_ip, PICTURES_PER_ADDRESS, WINDOW)


@login_not_required
@require_safe
def picture(request, key):
    """The image of one challenge."""
    _ration(request)
    return captcha_image(request, key)


@login_not_required
@require_safe
def another(request):
    """Key and image address of a fresh challenge, as JSON, for scripts."""
    _ration(request)
    return captcha_refresh(request)
