"""Ways to ask the public pages."""

import pytest
from captcha.models import CaptchaStore
from django.urls import reverse


def solved_captcha():
    """The two captcha fields of a form, rightly filled in."""
    key = CaptchaStore.generate_key()
    return {"captcha_0": key, "captcha_1": CaptchaStore.objects.get(hashkey=key).response}


@pytest.fixture
def ask(client):
    """Ask by number and name with a right captcha, from any address."""

    def ask(number, name, *, address="198.51.100.7", **changes):
        data = {"certificate_number": number, "holder_name": name, **solved_captcha(), **changes}
        return client.post(reverse("verification:lookup"), data, REMOTE_ADDR=address)

    return ask


@pytest.fixture
def scan(client):
    """Open the page a QR leads to."""

    def scan(code, *, address="198.51.100.7"):
        return client.get(reverse("verification:scan", args=[code]), REMOTE_ADDR=address)

    return scan
