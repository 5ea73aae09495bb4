"""The four-digit code to look at and to listen to, rationed; its field is core.picture_code."""

import json
import secrets
from datetime import timedelta

from captcha.models import CaptchaStore
from captcha.views import captcha_image, captcha_refresh
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.spoken_digits import spoken
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
    """Key, image and sound of a fresh challenge, as JSON, for scripts."""
    _ration(request)
    fresh = json.loads(captcha_refresh(request).content)
    return JsonResponse({**fresh, "audio_url": reverse("captcha-audio", args=[fresh["key"]])})


@login_not_required
@never_cache
@require_safe
def sound(request, key):
    """The digits of one challenge, read aloud; 410 when it was used up or is too old."""
    _ration(request)
    store = CaptchaStore.objects.filter(hashkey=key).first()
    if store is None:
        return HttpResponse(status=410)
    return HttpResponse(spoken(store.challenge), content_type="audio/wav")
