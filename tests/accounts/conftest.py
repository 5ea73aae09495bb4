"""What the tests of accounts share: offices, a solved picture code, and codes that were sent."""

import csv

import pytest
from captcha.models import CaptchaStore
from django.urls import reverse

from accounts import loaders
from accounts.models import OneTimeCode
from accounts.services import codes, identifiers
from catalogue.models import Region
from messaging import reference


@pytest.fixture
def offices(db):
    """The whole tree of offices, as loaded."""
    with loaders.OFFICES.open(encoding="utf-8", newline="") as lines:
        codes_of_regions = {row["region_code"] for row in csv.DictReader(lines)}
    Region.objects.bulk_create(
        [
            Region(code=code, name=f"地区{code}", short_name=f"地区{code}", level="设区市")
            for code in codes_of_regions
        ],
        ignore_conflicts=True,
    )
    loaders.load_offices()


@pytest.fixture
def texts(db):
    """The words of the messages."""
    reference.texts()


@pytest.fixture
def picture_code(db):
    """Make a challenge and return the fields that answer it."""

    def solve(answer=None):
        store = CaptchaStore.objects.get(hashkey=CaptchaStore.generate_key())
        return {"captcha_0": store.hashkey, "captcha_1": answer or store.response}

    return solve


@pytest.fixture
def give_code(db):
    """Put a known code in place of the random one, as if it had been sent."""

    def give(purpose, address, digits="246810"):
        digest = identifiers.of_address(address)
        code = OneTimeCode.objects.filter(purpose=purpose, address_digest=digest, used_at=None).first()
        if code is None:
            codes._ask(purpose, address, digest)
            code = OneTimeCode.objects.get(purpose=purpose, address_digest=digest, used_at=None)
        OneTimeCode.objects.filter(pk=code.pk).update(code_hash=codes._hash(purpose, digest, digits))
        return digits

    return give


@pytest.fixture
def sign_in_page(client, picture_code):
    """Post the sign-in form from an address, with a right picture code unless told otherwise."""

    def post(account, password, *, address="198.51.100.7", tab="individual", url="", **fields):
        url = url or f"{reverse('accounts:sign_in')}?tab={tab}"
        data = {"account": account, "password": password, **picture_code(), **fields}
        return client.post(url, data, REMOTE_ADDR=address)

    return post
