"""The sections of 个人资料 in the order of the left list."""

from accounts.profile.sections.career import (
    ACADEMIC_POSTS,
    ANNUAL_APPRAISALS,
    PRACTICE,
    SOCIAL_INSURANCE,
    WORK_HISTORY,
)
from accounts.profile.sections.learning import CONTINUING_EDUCATION, EDUCATION
from accounts.profile.sections.merits import ACHIEVEMENTS, AWARDS, PATENTS, PRESENT_TITLES, PUBLICATIONS
from accounts.profile.sections.person import BASIC, CONTACT, PHOTOS
from core.sections import Section

SECTIONS = (
    PHOTOS,
    BASIC,
    CONTACT,
    EDUCATION,
    WORK_HISTORY,
    PRACTICE,
    CONTINUING_EDUCATION,
    SOCIAL_INSURANCE,
    PRESENT_TITLES,
    ANNUAL_APPRAISALS,
    AWARDS,
    PATENTS,
    PUBLICATIONS,
    ACHIEVEMENTS,
    ACADEMIC_POSTS,
)
_BY_KEY = {section.key: section for section in SECTIONS}


def section(key: str) -> Section:
    """The section of this key; KeyError if there is none."""
    return _BY_KEY[key]
