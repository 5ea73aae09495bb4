"""The rules of 我能报什么 asked about one 职称认定, by what its applicant saved and holds."""

import calendar
import datetime
from dataclasses import replace

from django.utils import timezone

from applications import registry
from applications.enums import ApplicationState
from applications.services.answers import answers_of, saved
from applications.services.eligibility import LOWEST_FIRST, Facts, Verdict, verdict
from applications.services.eligibility_rules import RECOGNITION
from certificates.enums import CertificateState

# Codes of 学历 (GB/T 4658) and 学位 (GB/T 6864) as the words of the rules; any other schooling is 其他.
GRADUATED = {
    "11": "博士",
    "14": "硕士",
    "17": "研究生班",
    "21": "本科",
    "31": "大专",
    "41": "中专",
    "44": "职业高中",
    "61": "高中",
    "71": "初中",
}
COMPLETED = dict.fromkeys(("12", "15", "18", "22", "32", "42", "45", "48", "62"), "结业")
BROKEN_OFF = dict.fromkeys(("13", "16", "19", "23", "33", "43", "46", "49", "63", "73", "83"), "肄业")
EDUCATION = GRADUATED | COMPLETED | BROKEN_OFF
DEGREE = {"2": "博士", "3": "硕士", "4": "学士"}
PROFILE = "basic_profile"


def of(application) -> Verdict | None:
    """What the rules say of a 职称认定 today; None while what they ask for is not saved.

    Professional work counts from the beginning of the probation period. Of the graduation only the month is
    known: the rules say yes if they do for its first and its last day. What was sent back in time stays in
    time: it is judged by the day of its first submission too.
    """
    told = _facts(application)
    if told is None:
        return None
    facts, graduated = told
    found = [_strictest(application, replace(facts, as_of=day), graduated) for day in _days(application)]
    return next((one for one in found if one.is_eligible), found[0])


def _facts(application) -> tuple[Facts, datetime.date] | None:
    """What was answered, and apart from it the first day of the month of graduation."""
    section = registry.kind(application.kind).section(PROFILE)
    answers = saved(section, answers_of(application).get(section.key))
    if not (answers and application.series_id):
        return None
    facts = Facts(
        as_of=timezone.localdate(),
        education=EDUCATION.get(answers["education"], "其他"),
        degree=DEGREE.get(answers["degree"], ""),
        held_level=_highest_held(application.applicant),
        series=application.series.code,
        worked_since=datetime.date.fromisoformat(answers["probation_started_on"]),
    )
    return facts, datetime.date.fromisoformat(f"{answers['graduated_on']}-01")


def _highest_held(person) -> str:
    held = person.certificates.all()
    levels = {one.level for one in held if one.state not in CertificateState.gone}
    return max(levels, key=LOWEST_FIRST.index, default="")


def _days(application) -> list[datetime.date]:
    today = timezone.localdate()
    if application.state != ApplicationState.RETURNED or application.first_submitted_at is None:
        return [today]
    return [today, timezone.localdate(application.first_submitted_at)]


def _strictest(application, facts: Facts, first: datetime.date) -> Verdict:
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    found = [
        verdict(replace(facts, graduated_on=day), RECOGNITION, application.level) for day in (last, first)
    ]
    return next((one for one in found if not one.is_eligible), found[0])
