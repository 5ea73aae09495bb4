"""How many working days each holder promises to take; settings.PROMISED_WORKING_DAYS overrides them."""

from django.conf import settings

from applications import registry
from applications.enums import ApplicationState

DEFAULTS = {"employer_review": 5, "authority_review": 5, "office_review": 20, "preliminary_passed": 20}
# 职称评审管理暂行规定 (人社部令第 40 号): the start day not counted.
LEAST_NOTICE_DAYS = 5


def notice_days() -> int:
    """Working days a notice of an employer hangs, never fewer than five."""
    return max(LEAST_NOTICE_DAYS, settings.EMPLOYER_NOTICE_DAYS)


def promised_days(state: str, kind: str) -> int | None:
    """Working days promised for one state, None where nobody promised anything.

    An employer that has to show its people first gets the days of the notice on top.
    """
    days = {**DEFAULTS, **getattr(settings, "PROMISED_WORKING_DAYS", {})}.get(state)
    shows = state == ApplicationState.EMPLOYER_REVIEW and registry.kind(kind).shows_people
    return days + notice_days() if days and shows else days
