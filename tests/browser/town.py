"""One town with its reference data: a school, its two people, a title office and its two people."""

from dataclasses import dataclass

from django.core.management import call_command

from accounts.enums import Role
from accounts.models import Employer, TitleOffice
from tests.factories.accounts import PASSWORD, make_employer, make_membership, make_user

SCHOOL = "钦州市第二中学"
PEOPLE = {
    "school-owner": "覃丽华",
    "school-clerk": "陆建国",
    "office-clerk": "覃志明",
    "office-admin": "宁海燕",
}


@dataclass(frozen=True)
class Town:
    """Who works where; everybody signs in with `password` under the name `PEOPLE` gives them."""

    school: Employer
    office: TitleOffice
    password: str = PASSWORD


def settle() -> Town:
    """Load the reference data and let the four people take up their posts."""
    call_command("load_reference", verbosity=0)
    office = TitleOffice.objects.get(code="070001")
    school = make_employer(SCHOOL, office=office)
    posts = {
        "school-owner": (school, Role.OWNER),
        "school-clerk": (school, Role.CLERK),
        "office-clerk": (office, Role.CLERK),
        "office-admin": (office, Role.ADMIN),
    }
    for account, (house, role) in posts.items():
        make_membership(make_user(PEOPLE[account], staff_name=account), house, role)
    return Town(school, office)
