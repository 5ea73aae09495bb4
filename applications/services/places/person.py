"""The person: document number, birth, sex, how to be reached."""

from collections.abc import Iterator

from applications.services.case import Case, Place
from core.validators import DocumentKind

RESIDENT = DocumentKind.RESIDENT_ID.label


def _place(case: Case, facts: dict, detail: str) -> Iterator[Place]:
    """In the section that shows the identity; nothing where the account does not know it."""
    keys = [section.key for section in case.sections if section.shows_identity]
    if keys and all(facts.values()):
        yield Place(facts, keys[0], "identity-title", detail=detail)


def number(case: Case) -> Iterator[Place]:
    """JX-04: the number of a resident's card; other documents have no check digit."""
    if case.identity["document_kind"] == RESIDENT:
        facts = {"id_no": case.identity["id_number"], "today": case.today_words}
        yield from _place(case, facts, "账户里的证件号码")


def birth(case: Case) -> Iterator[Place]:
    """JX-05: the month of birth of the account."""
    if case.identity["document_kind"] == RESIDENT:
        facts = {"id_no": case.identity["id_number"], "birth": case.identity["birth_on"]}
        yield from _place(case, facts, "账户里的出生年月")


def sex(case: Case) -> Iterator[Place]:
    """JX-06: the sex of the account."""
    if case.identity["document_kind"] == RESIDENT:
        facts = {"id_no": case.identity["id_number"], "sex": case.identity["sex"]}
        yield from _place(case, facts, "账户里的性别")


def mobile(case: Case) -> Iterator[Place]:
    """JX-07: the mobile of the account."""
    yield from _place(case, {"phone": case.identity["mobile"]}, "账户里的手机号码")


def email(case: Case) -> Iterator[Place]:
    """JX-08: the e-mail of the account, if there is one."""
    yield from _place(case, {"email": case.identity.get("email", "")}, "账户里的电子邮箱")
