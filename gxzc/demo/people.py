"""The houses and people of the demo: employers, offices' staff, applicants."""

from dataclasses import dataclass
from datetime import date

from django.test.utils import override_settings

from accounts.actors import Actor, actor_of
from accounts.enums import EmployerState, Role
from accounts.models import Employer, TitleOffice
from accounts.services.employers import choose_employer
from accounts.services.registration import register
from accounts.services.staff import appoint, create_account
from catalogue import pinyin
from catalogue.models import Region
from core.validators import DocumentKind
from gxzc.demo import names
from gxzc.local.demo_accounts import DEMO_ACCOUNTS, DemoAccount

SCHOOL = "钦州市第二中学"
EMPLOYERS = {
    SCHOOL: "124507007399TTTT0N",
    "钦州市第一人民医院": "",
    "广西北部湾经济区钦江港口与海洋工程建设投资（集团）股份有限公司钦州市第一分公司": "",
}
CITY, REGIONAL = "070001", "000001"
STAFF = {
    "employer_owner": Role.OWNER,
    "employer_clerk": Role.CLERK,
    "talent_centre": Role.CLERK,
    "office_clerk": Role.CLERK,
    "office_admin": Role.ADMIN,
    "regional_office": Role.CLERK,
}
PASSWORD_OF_OTHERS = "Zhuangxiang-8-jin"  # noqa: S105 - nobody signs in as them
APPLICANT_KEYS = ("applicant", "second_applicant")


@dataclass
class Cast:
    """Everybody the story needs, as actors; `others` are applicants without an account on the list."""

    office: TitleOffice
    employers: list[Employer]
    actors: dict[str, Actor]
    others: list[Actor]


def gather() -> Cast:
    """Create the whole cast."""
    employers = [_employer(name) for name in EMPLOYERS]
    houses = {
        "employer_owner": employers[0],
        "employer_clerk": employers[0],
        "talent_centre": Employer.objects.talent_centres().get(),
        "office_clerk": TitleOffice.objects.get(code=CITY),
        "office_admin": TitleOffice.objects.get(code=CITY),
        "regional_office": TitleOffice.objects.get(code=REGIONAL),
    }
    known = {account.key: account for account in DEMO_ACCOUNTS}
    actors = {key: _staff(known[key], house, STAFF[key]) for key, house in houses.items()}
    homes = {"applicant": employers[0], "second_applicant": houses["talent_centre"]}
    actors |= {key: _applicant(known[key], homes[key]) for key in APPLICANT_KEYS}
    with override_settings(PASSWORD_HASHERS=["gxzc.demo.hashing.LightArgon2"]):
        others = [_other(serial, name, employers) for serial, name in enumerate(names.APPLICANTS, 1)]
    return Cast(houses["office_clerk"], employers, actors, others)


def _employer(name) -> Employer:
    return Employer.objects.create(
        name=name,
        name_pinyin=pinyin.first_letters(name),
        region=Region.objects.get(code="450700"),
        office=TitleOffice.objects.get(code=CITY),
        state=EmployerState.ACTIVE,
    )


def _staff(account: DemoAccount, house, role) -> Actor:
    user = create_account(
        name=account.who.rpartition(" · ")[2],
        staff_name=account.account,
        password=account.password,
        actor=None,
    )
    return actor_of(user, appoint(user, house, role, actor=None))


def _applicant(account: DemoAccount, employer) -> Actor:
    serial = 9000 + APPLICANT_KEYS.index(account.key)
    return _person(account.who, account.account, account.password, serial, employer)


def _other(serial, name, employers) -> Actor:
    number = names.id_number(serial, born=date(1990 + serial % 9, serial % 12 + 1, serial % 27 + 1))
    employer = employers[0] if serial <= 36 else employers[serial % 2 + 1]
    return _person(name, number, PASSWORD_OF_OTHERS, serial, employer)


def _person(name, number, password, serial, employer) -> Actor:
    user = register(
        {
            "email": f"person{serial}@example.cn",
            "document_kind": DocumentKind.RESIDENT_ID,
            "nationality": "",
            "id_number": number,
            "name": name,
            "mobile": names.mobile(serial),
            "password": password,
            "security_question": "primary_school",
            "security_answer": "班老师",
        }
    )
    choose_employer(employer, actor=actor_of(user))
    user.refresh_from_db()
    return actor_of(user)
