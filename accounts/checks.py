"""Refuses to start with settings that would open a door."""

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security)
def captcha_is_real(app_configs, **kwargs):
    """The test mode of django-simple-captcha accepts the same word for every picture."""
    if getattr(settings, "CAPTCHA_TEST_MODE", False):
        return [checks.Error("CAPTCHA_TEST_MODE must not be set", id="accounts.E001")]
    return []


@checks.register(checks.Tags.security)
def passwords_are_long_enough(app_configs, **kwargs):
    """Decision B6: 6 for applicants, 10 for staff, and the settings may only raise them."""
    if settings.PASSWORD_MIN_LENGTH < 6 or settings.STAFF_PASSWORD_MIN_LENGTH < 10:
        return [
            checks.Error(
                "PASSWORD_MIN_LENGTH below 6 or STAFF_PASSWORD_MIN_LENGTH below 10", id="accounts.E002"
            )
        ]
    return []
