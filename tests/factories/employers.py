"""Units that register: what they type in, the answers of a whole form, and units in every state."""

from accounts.actors import actor_of
from accounts.enums import EmployerState, Role
from accounts.models import Employer
from accounts.services import employer_details, employer_registration
from catalogue.models import EnumItem
from messaging.reference import texts
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_employer, make_mobile, make_office, make_user

USCI = "91450100MA5TTTTT14"
OTHER_USCI = "92450103MA5KTTTT3G"
PASSWORD = "bright-shan-shui-91"


def make_entries():
    """One kind and one level of unit, as the reference data have them."""
    nature, _ = EnumItem.objects.get_or_create(group="unit_nature", code="20", name="事业单位")
    level, _ = EnumItem.objects.get_or_create(group="unit_level", code="3", name="市属")
    return nature, level


def licence(name="营业执照.jpg"):
    """A photograph of a licence as a browser uploads it."""
    upload = encoded(scene(600, 450), "JPEG")
    upload.name = name
    return upload


def typed(office, **changes) -> dict:
    """What a contact types into the registration page (without picture code and SMS)."""
    make_entries()
    return {
        "name": "钦州市第三中学",
        "usci": USCI,
        "legal_person": "宁建国",
        "nature": "20",
        "unit_level": "3",
        "industry": "P",
        "licence": licence(),
        "region": office.region.code,
        "address": "钦州市钦南区人民路 9 号",
        "phone": "0777-2810001",
        "superior_name": "",
        "office_q": office.name,
        "office": "",
        "contact_name": "韦春兰",
        "contact_email": "",
        "mobile": "13900008888",
        "sms_code": "",
        "account": "qz-sanzhong",
        "password": PASSWORD,
        "password_again": PASSWORD,
        "is_authorised": "on",
        **changes,
    }


def columns(office, **changes) -> dict:
    """The checked columns of a unit."""
    nature, level = make_entries()
    return {
        "name": "钦州市第三中学",
        "usci": USCI,
        "legal_person": "宁建国",
        "region": office.region,
        "superior": None,
        "office": office,
        "nature": nature,
        "unit_level": level,
        "industry": "P",
        "address": "钦州市钦南区人民路 9 号",
        "phone": "0777-2810001",
        "contact_name": "韦春兰",
        **changes,
    }


def identity(employer, **changes) -> dict:
    """The six columns an office approves, as they stand, with changes."""
    names = ("name", "usci", "legal_person", "region", "superior", "office")
    return {name: getattr(employer, name) for name in names} | changes


def register(office, serial=1, **changes):
    """A unit that has just registered, and the actor of its owner account."""
    texts()
    owner = {
        "account": f"unit-{serial}",
        "password": PASSWORD,
        "mobile": make_mobile(7000 + serial),
        "contact_email": "",
    }
    employer = employer_registration.register(columns(office, **changes), owner, licence())
    return employer, owner_of(employer)


def owner_of(employer):
    """The actor of the account that owns a unit."""
    return actor_of(employer.entered_by, employer.memberships.get(role=Role.OWNER))


def place(employer, state):
    """Put a unit into a state without walking there."""
    Employer.objects.filter(pk=employer.pk).update(state=EmployerState(state))
    employer.refresh_from_db()
    return employer


def officers(office=None):
    """A clerk and an administrator of one office."""
    office = office or make_office()
    clerk = actor_for(make_user(name="覃志明"), office, Role.CLERK)
    return clerk, actor_for(make_user(name="宁海燕"), office, Role.ADMIN)


class EmployerStage:
    """For the table of rights: a unit that waits, a double, and a change the world's employer asked for."""

    def __init__(self, world, other):
        self.world = world
        self.waiting, _ = register(world.office, 90, name="钦州市第九中学", usci=OTHER_USCI)
        self.double = make_employer("钦州市第八中学", office=world.office)
        self.change = employer_details.ask_for_change(
            world.employer,
            identity(world.employer, superior=other),
            None,
            reason="划归管理",
            actor=world.owner,
            expected_version=1,
        )

    @property
    def addresses(self):
        """The arguments of the pages about employers."""
        waiting, change = {"public_id": self.waiting.public_id}, {"public_id": self.change.public_id}
        return {
            "admin_portal:employer_detail": waiting,
            "admin_portal:employer_transition": {**waiting, "move": "approve"},
            "admin_portal:employer_merge": {"public_id": self.double.public_id},
            "admin_portal:employer_change_transition": {**change, "move": "approve"},
            "admin_portal:employer_change_withdraw": change,
        }

    @property
    def forms(self):
        """What is posted to them."""
        data = typed(self.world.office, contact_mobile="13900008888", version=1, reason="更名")
        del data["licence"]
        merge = {"other": str(self.world.employer.public_id), "stays": "other", "opinion": "重复注册"}
        pages = ("edit", "mend", "change")
        return {f"admin_portal:employer_{page}": data for page in pages} | {
            "admin_portal:employer_transition": {"version": 1},
            "admin_portal:employer_change_transition": {"version": 1},
            "admin_portal:employer_merge": merge | {"version": 1},
        }
