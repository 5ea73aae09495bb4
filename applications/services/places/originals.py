"""The certificate 重新确认 and 遗失补办 rest on: its number, pages, medium and office, and the notice."""

from collections.abc import Iterator

from applications.notice_enums import NoticeState
from applications.services.case import Case, Place

SECTIONS = ("application_info", "loss")
PAGES = ("certificate_number_page", "certificate_content_page")


def numbered(case: Case) -> Iterator[Place]:
    """JX-35: a number, or 证书无编号; a certificate of the register answers for itself."""
    for entry in case.of(*SECTIONS):
        if "no_number" in entry.answers:
            known = bool(entry.get("no_number") or entry.get("certificate"))
            yield entry.at({"no": entry.get("certificate_number"), "no_number": known}, "certificate_number")


def shown(case: Case) -> Iterator[Place]:
    """JX-38: verified in the register, or both pages uploaded."""
    original = case.application.original
    for entry in case.of("application_info"):
        if "no_number" in entry.answers:
            facts = {
                "verified": bool(original and original.verified_at),
                "images": sum(file.spec_code in PAGES for file in case.pictures),
            }
            yield entry.at(facts, "certificate")


def medium(case: Case) -> Iterator[Place]:
    """JX-39: on paper or electronic, where the register knows it."""
    original = case.application.original
    if original:
        for entry in case.of("loss"):
            yield entry.at({"medium": original.medium}, "certificate")


def notice(case: Case) -> Iterator[Place]:
    """JX-40: the working days the notice has run; none while it is under way."""
    found = getattr(case.application, "notice", None)
    if found:
        for entry in case.of("loss"):
            ended = found.state == NoticeState.ENDED
            yield entry.at({"workdays": found.working_days if ended else 0})


def granting_office(case: Case) -> Iterator[Place]:
    """JX-41: the office chosen against the one that granted, where the register knows it."""
    original, chosen = case.application.original, case.application.office
    if original and original.office and original.office.is_active:
        for entry in case.of("loss"):
            facts = {"office": chosen.code, "granting_office": original.office.code}
            yield entry.at(facts, "office_name", f"批准机关：{original.office.short_name}")
