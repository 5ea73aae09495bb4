"""How many working days each holder promises to take; settings.PROMISED_WORKING_DAYS overrides them."""

from django.conf import settings

DEFAULTS = {"employer_review": 5, "office_review": 20, "preliminary_passed": 20}


def promised_days(state: str) -> int | None:
    """Working days promised for one state, None where nobody promised anything."""
    return {**DEFAULTS, **getattr(settings, "PROMISED_WORKING_DAYS", {})}.get(state)
