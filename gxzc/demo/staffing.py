"""Who works where in the demo: clerks with different rights, offices below the city, people of an office."""

from decimal import Decimal

from accounts.acts import Act
from accounts.enums import OfficeLevel, Role, UnitRight
from accounts.models import TitleOffice
from accounts.services import clerks, offices, users
from admin_portal import leaving
from gxzc.demo import names
from gxzc.demo.hashing import light

CONTACT = {
    "phone": "0777-2838125、0777-2838126",
    "email": "qzszgb@example.cn",
    "address": "广西钦州市钦南区永福西大街 8 号市行政信息中心 B 座 4 楼",
    "contact_person": "覃志明",
    "contact_notes": "工作日 8:30—12:00、15:00—18:00 接听；材料咨询请先看办事指南。",
}
COUNTY_CONTACT = {
    "phone": "0777-6422190",
    "email": "lsxzgb@example.cn",
    "address": "广西钦州市灵山县灵城街道江滨一路 66 号",
    "contact_person": "劳秀珍",
    "contact_notes": "",
}
SWITCHES = {
    "fees_online": True,
    "mailing_enabled": True,
    "auto_verification": False,
    "postage": Decimal("20.00"),
}
NO_SWITCHES = {**dict.fromkeys(SWITCHES, False), "postage": None}
TRANSFERRED = "已调到市教育局工作。"
LEFT_SCHOOL = "10 月起脱产进修，暂不办理职称工作。"


def play(cast) -> None:
    """Open the accounts, as the owner of the school and the administrator of the city do."""
    with light():
        _clerks(cast.actors["employer_owner"])
        lingshan = _offices(cast.actors["office_admin"])
        _users(cast.office, lingshan, cast.actors["office_admin"])


def _clerks(owner) -> None:
    """One who may only care for people and has not signed in yet, one who is gone."""
    clerks.create(
        name="何燕玲",
        staff_name="qz2z-renshi",
        mobile=names.mobile(8201),
        rights=[UnitRight.PEOPLE],
        actor=owner,
    )
    gone, _ = clerks.create(
        name="梁日升",
        staff_name="qz2z-jiaowu",
        mobile=names.mobile(8202),
        rights=[UnitRight.REVIEW, UnitRight.EXPORT],
        actor=owner,
    )
    clerks.disable(gone, note=LEFT_SCHOOL, actor=owner)


def _offices(admin):
    """Contact blocks of the city and a county, an office newly opened, and one out of use."""
    lingshan = TitleOffice.objects.get(code="072101")
    for office, values in ((admin.office, CONTACT | SWITCHES), (lingshan, COUNTY_CONTACT | NO_SWITCHES)):
        offices.change(office, values, expected_version=office.version, actor=admin)
    offices.open_default_account(lingshan, actor=admin)
    _open("070031", "钦州市滨海新城", admin)
    closed, _ = _open("070041", "钦州市三娘湾旅游管理区", admin)
    leaving.close_office(closed, actor=admin)
    return lingshan


def _open(code, name, admin):
    return offices.open_office(
        {
            "code": code,
            "name": f"{name}职称改革工作领导小组办公室",
            "short_name": f"{name}职改办",
            "level": OfficeLevel.COUNTY,
            "region": admin.office.region,
            "can_review_levels": list(offices.JUNIOR),
            "can_recognize_levels": list(offices.JUNIOR),
            "series_codes": [],
        },
        actor=admin,
    )


def _users(office, lingshan, admin) -> None:
    """One with rights of an administrator, one who serves two offices, one who left, one at the county."""
    users.create(
        office,
        name="黄文静",
        staff_name="qz-huangwj",
        role=Role.CLERK,
        actor=admin,
        mobile=names.mobile(8301),
        extra_acts=(Act.EXPORT_UNMASKED,),
    )
    users.create(office, name="陆海峰", staff_name="qz-luhf", role=Role.CLERK, actor=admin)
    users.attach(lingshan, name="陆海峰", staff_name="qz-luhf", role=Role.CLERK, actor=admin)
    gone, _ = users.create(office, name="农志强", staff_name="qz-nongzq", role=Role.CLERK, actor=admin)
    leaving.disable_user(gone, successor=None, note=TRANSFERRED, actor=admin)
    users.create(lingshan, name="劳秀珍", staff_name="ls-laoxz", role=Role.ADMIN, actor=admin)
