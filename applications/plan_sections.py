"""The sections of 职称评审 a plan may require, in the order and with the titles of the form."""

from applications.sections.evaluation import order

SECTIONS = tuple((section.key, section.title) for section in order.SECTIONS)
KEYS = tuple(key for key, _ in SECTIONS)
# Who applies, and for what: without it there is nothing to review.
ALWAYS = "basic_information"
# What is required where a plan says nothing about a level.
DEFAULT = (
    ALWAYS,
    "education",
    "credentials",
    "continuing_education",
    "work_history",
    "practice",
    "achievements",
    "work_report",
)
