"""Headers that keep a browser from helping an attacker, on every kind of page."""

import pytest
from django.test import Client

from tests.factories.accounts import actor_for, sign_in
from tests.gxzc.test_settings import COMPLETE, read_production

pytestmark = pytest.mark.django_db


def directives(answer):
    parts = (part.split() for part in answer["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in parts}


@pytest.mark.parametrize("address", ["/", "/accounts/sign-in/", "/lookup/", "/nowhere/", "/my/"])
def test_no_page_lets_in_foreign_or_inline_code_frames_or_guessing_of_types(address):
    answer = sign_in(Client(), actor_for()).get(address)
    policy = directives(answer)
    assert policy["default-src"] <= {"'self'", "'none'"}
    assert policy["frame-ancestors"] == {"'none'"}
    for kind in ("base-uri", "form-action", "object-src", "script-src", "style-src"):
        assert policy.get(kind, policy["default-src"]) <= {"'self'", "'none'"}, kind
    assert {"base-uri", "form-action"} <= policy.keys()
    assert not any("unsafe" in value for values in policy.values() for value in values)
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_in_production_cookies_go_over_tls_only_and_browsers_are_told_so_for_a_year():
    code = (
        "import gxzc.settings.production as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        " s.SECURE_HSTS_SECONDS >= 31536000, s.SESSION_COOKIE_SAMESITE)"
    )
    done = read_production(COMPLETE, code)
    assert done.stdout.split() == "__Host-session True True __Host-csrf True True True Lax".split(), (
        done.stderr
    )
