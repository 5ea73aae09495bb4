"""The pictures of the four-digit code, rationed; the field they belong to is core.picture_code."""

import secrets
from datetime import timedelta

from captcha.views import captcha_image, captcha_refresh
from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

from core import limits

PICTURES_PER_ADDRESS = 120
WINDOW = timedelta(minutes=10)


def four_digits():
    """Challenge and answer, as django-simple-captcha asks for them."""
    digits = f"{secrets.randbelow(10_000):04d}"
    return digits, digits


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
