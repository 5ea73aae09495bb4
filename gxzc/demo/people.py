"""The houses and people of the demo: employers, offices' staff, applicants."""

from dataclasses import dataclass
from datetime import date

from accounts.actors import Actor, actor_of
from accounts.acts import Act
from accounts.enums import Role, UnitRight
from accounts.models import Employer, TitleOffice
from accounts.services.employers import choose_employer
from accounts.services.registration import register
from accounts.services.staff import appoint, create_account
from core.validators import DocumentKind
from gxzc.demo import names, past, units
from gxzc.demo.hashing import light
from gxzc.local.demo_accounts import DEMO_ACCOUNTS, DemoAccount

CITY, REGIONAL = units.CITY_CODE, "000001"
# 系统管理, 安全管理 and 审计管理 by three people (accounts/services/duties.py).
THREE_DUTIES = {
    "office_system": (Act.MANAGE_OFFICES,),
    "office_security": (Act.MANAGE_USERS, Act.RESET_PASSWORD),
    "office_auditor": (Act.READ_AUDIT,),
}
STAFF = {
    "employer_clerk": Role.CLERK,
    "talent_centre": Role.CLERK,
    "office_clerk": Role.CLERK,
    "office_admin": Role.ADMIN,
    **dict.fromkeys(THREE_DUTIES, Role.CLERK),
    "regional_office": Role.CLERK,
    "regional_admin": Role.ADMIN,
}
APPLICANT_KEYS = ("applicant", "second_applicant")


@dataclass
class Cast:
    """Everybody the story needs, as actors.

    `others` are applicants without an account on the list, `teachers` those of the school long since,
    `examined` those of them whom a committee judged, `movers` came from other provinces with a title,
    `veterans` hold paper certificates of many years ago.
    """

    office: TitleOffice
    employers: list[Employer]
    actors: dict[str, Actor]
    others: list[Actor]
    teachers: list[Actor]
    examined: list[Actor]
    movers: list[Actor]
    veterans: list[Actor]

    def called(self, name: str) -> Actor:
        """One of the others by name."""
        return next(actor for actor in self.others if actor.user.name == name)


def gather() -> Cast:
    """Create the whole cast."""
    known = {account.key: account for account in DEMO_ACCOUNTS}
    office, regional = (TitleOffice.objects.get(code=code) for code in (CITY, REGIONAL))
    centre = Employer.objects.talent_centres().get()
    houses = {
        "talent_centre": centre,
        "office_clerk": office,
        "office_admin": office,
        **dict.fromkeys(THREE_DUTIES, office),
        "regional_office": regional,
        "regional_admin": regional,
    }
    actors = {key: _staff(known[key], house, STAFF[key]) for key, house in houses.items()}
    employers = _employers(known["employer_owner"], actors["office_clerk"])
    actors["employer_owner"] = units.owner_of(employers[0])
    actors["employer_clerk"] = _staff(known["employer_clerk"], employers[0], Role.CLERK)
    actors["pending_employer"] = _newcomer(known["pending_employer"])
    actors |= {
        key: _applicant(known[key], home)
        for key, home in zip(APPLICANT_KEYS, (employers[0], centre), strict=True)
    }
    with light():
        others = [_other(serial, name, employers) for serial, name in enumerate(names.APPLICANTS, 1)]
        teachers = [
            _elder(serial, name, 1988, employers[0], order=names.order(serial, name))
            for serial, name in enumerate(names.TEACHERS, 101)
        ]
        examined = [
            _elder(serial, name, 1986, employers[0]) for serial, name in enumerate(names.EXAMINED, 401)
        ]
        movers = [
            _elder(serial, name, 1984, employers[0] if serial % 3 else centre)
            for serial, name in enumerate(names.MOVERS, 201)
        ]
        veterans = [
            _elder(serial, name, 1967, employers[0] if serial % 4 else centre)
            for serial, name in enumerate(names.VETERANS, 301)
        ]
    return Cast(office, employers, actors, others, teachers, examined, movers, veterans)


def _employers(owner: DemoAccount, clerk: Actor) -> list[Employer]:
    """The three that are in use; the first belongs to an account on the list."""
    school = units.open_house(
        units.SCHOOL, account=owner.account, password=owner.password, mobile=names.mobile(8001)
    )
    made = [school]
    with light():
        for serial, house in enumerate((units.HOSPITAL, units.PORT), 8002):
            mobile, password = names.mobile(serial), units.PASSWORD_OF_OTHERS
            made.append(units.open_house(house, account=f"unit-{serial}", password=password, mobile=mobile))
    for employer in made:
        past.age(employer, 60)
    return [units.approve(employer, actor=clerk) for employer in made]


def _newcomer(owner: DemoAccount) -> Actor:
    """A unit that registered today."""
    employer = units.open_house(
        units.NEWCOMER, account=owner.account, password=owner.password, mobile=names.mobile(8004)
    )
    return units.owner_of(employer)


def _staff(account: DemoAccount, house, role) -> Actor:
    user = create_account(
        name=account.who.rpartition(" · ")[2],
        staff_name=account.account,
        password=account.password,
        actor=None,
    )
    is_unit_clerk = role == Role.CLERK and isinstance(house, Employer)
    rights = UnitRight.values if is_unit_clerk else THREE_DUTIES.get(account.key, ())
    return actor_of(user, appoint(user, house, role, actor=None, extra_acts=rights))


def _applicant(account: DemoAccount, employer) -> Actor:
    serial = 9000 + APPLICANT_KEYS.index(account.key)
    return _person(account.who, account.account, account.password, serial, employer)


def _other(serial, name, employers) -> Actor:
    order = names.order(serial, name)
    number = names.id_number(order, born=date(1990 + serial % 9, serial % 12 + 1, serial % 27 + 1))
    employer = employers[0] if serial <= 38 else employers[serial % 2 + 1]
    return _person(name, number, units.PASSWORD_OF_OTHERS, serial, employer)


def account(key: str) -> DemoAccount:
    """The account on the list that bears this key."""
    return next(one for one in DEMO_ACCOUNTS if one.key == key)


def elder(serial, name, year, employer) -> Actor:
    """One more person of an employer, born within three years from `year`; the names are of women."""
    return _elder(serial, name, year, employer, order=serial - serial % 2)


def _elder(serial, name, year, employer, *, order=None) -> Actor:
    """Somebody born within three years from `year`; `order` where the serial does not fit the sex."""
    number = names.id_number(order or serial, born=date(year + serial % 3, serial % 12 + 1, serial % 27 + 1))
    return _person(name, number, units.PASSWORD_OF_OTHERS, serial, employer)


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
