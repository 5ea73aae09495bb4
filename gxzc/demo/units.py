"""The employers of the demo: registered as units do it themselves, and brought to every state."""

from dataclasses import asdict, dataclass

from django.core.files.base import ContentFile

from accounts.actors import Actor, actor_of
from accounts.models import Employer, Membership, TitleOffice
from accounts.services import employer_details, employer_registration
from accounts.services.employer_road import CHANGE_ROAD, EMPLOYER_ROAD
from admin_portal import merging
from catalogue.models import EnumItem, Region
from gxzc.demo import past, pictures
from gxzc.demo.hashing import light

PASSWORD_OF_OTHERS = "Zhuangxiang-8-jin"  # noqa: S105 - nobody signs in as them
CITY_CODE, REGION_CODE = "070001", "450700"


@dataclass(frozen=True)
class House:
    """What one unit fills in: the identifier, who heads it and who does the work, and how to reach it."""

    name: str
    usci: str
    legal_person: str
    contact_name: str
    nature: str
    unit_level: str
    industry: str
    address: str
    phone: str


SCHOOL = House(
    "钦州市第二中学",
    "124507007399TTTT0N",
    "黎永康",
    "覃丽华",
    "20",
    "3",
    "P",
    "钦州市钦南区人民南路 88 号",
    "0777-2838001",
)
HOSPITAL = House(
    "钦州市第一人民医院",
    "124507004993500179",
    "庞兆华",
    "零桂芳",
    "20",
    "3",
    "Q",
    "钦州市钦南区明阳街 8 号",
    "0777-2823120",
)
PORT = House(
    "广西北部湾经济区钦江港口与海洋工程建设投资（集团）股份有限公司钦州市第一分公司",
    "91450700682031508U",
    "Nguyễn·Văn·Hải",
    "符国强",
    "31",
    "2",
    "E",
    "钦州市钦州港勒沟大道 1 号港航大厦 12 层",
    "0777-3888126",
)
NEWCOMER = House(
    "广西钦州蔚蓝科技有限公司",
    "914507007759301661",
    "卢海波",
    "吴小燕",
    "33",
    "9",
    "I",
    "钦州市钦南区金海湾东大街 26 号创业大厦 603",
    "0777-2566318",
)
OVERDUE = House(
    "钦州市钦北区大寺镇中心小学",
    "12450703499402278K",
    "班志坚",
    "陆彩霞",
    "20",
    "4",
    "P",
    "钦州市钦北区大寺镇教育路 3 号",
    "0777-3590126",
)
RETURNED = House(
    "钦州市坭兴陶艺术研究院",
    "12450700718903321J",
    "李人帡",
    "黄志文",
    "20",
    "3",
    "R",
    "钦州市钦南区宫保街 17 号",
    "0777-2822667",
)
DISABLED = House(
    "钦州市向阳印刷厂",
    "914507021992208514",
    "梁向阳",
    "梁志芬",
    "32",
    "9",
    "C",
    "钦州市钦南区二马路 41 号",
    "0777-2822019",
)
DOUBLE = House(
    "钦州市第二中学校",
    "124507004993511756",
    "黎永康",
    "陈国华",
    "20",
    "3",
    "P",
    "钦州市钦南区人民南路 88 号",
    "0777-2838001",
)
ALIKE = House(
    "钦州市第一人民医院体检中心",
    "12450700499350893J",
    "庞兆华",
    "韦小萍",
    "20",
    "3",
    "Q",
    "钦州市钦南区明阳街 8 号门诊楼 5 层",
    "0777-2823188",
)
BUREAU = House(
    "钦州市教育局",
    "11450700007751018L",
    "施志宏",
    "黎春梅",
    "10",
    "3",
    "S",
    "钦州市钦南区永福西大街 9 号",
    "0777-2825018",
)
PRIMARY = House(
    "钦州市第五小学",
    "12450700499340918P",
    "方建平",
    "丁小兰",
    "20",
    "4",
    "P",
    "钦州市钦南区文峰南路 31 号",
    "0777-2838105",
)
UNCLEAR = "营业执照照片看不清公章和统一社会信用代码，请重新上传；法定代表人和登记证书上的不一致，请核对。"
CLOSED = "该厂已于今年 6 月注销登记，单位账户停止使用。"
SAME_HOUSE = "与“钦州市第二中学”是同一家单位，重复注册，合并后保留信用代码正确的账户。"
NO_LETTER = "法定代表人变更须附上级单位的任命文件，请补充后重新提交。"


def open_house(
    house: House, *, account: str, password: str, mobile: str, superior: Employer | None = None
) -> Employer:
    """Register a unit as its contact would; it waits for its office."""
    columns = {
        **asdict(house),
        "nature": EnumItem.objects.get(group="unit_nature", code=house.nature),
        "unit_level": EnumItem.objects.get(group="unit_level", code=house.unit_level),
        "region": Region.objects.get(code=REGION_CODE),
        "office": TitleOffice.objects.get(code=CITY_CODE),
        "superior": superior,
    }
    owner = {"account": account, "password": password, "mobile": mobile, "contact_email": ""}
    return employer_registration.register(columns, owner, licence(1))


def licence(number: int) -> ContentFile:
    """The scan of a licence."""
    return ContentFile(pictures.scan("LICENCE", number), name="licence.jpg")


def approve(employer: Employer, *, actor: Actor) -> Employer:
    """The office agrees."""
    return EMPLOYER_ROAD.perform(employer, "approve", actor=actor, data={"opinion": "资料齐全，同意。"})


def owner_of(employer: Employer) -> Actor:
    """Whoever registered it, acting for it."""
    membership = Membership.objects.select_related("user", "employer").get(
        employer=employer, user=employer.entered_by_id
    )
    return actor_of(membership.user, membership)


def play(cast) -> None:
    """Employers that wait, came back, were closed or merged, and changes that were asked for."""
    clerk, admin = cast.actors["office_clerk"], cast.actors["office_admin"]
    with light():
        made = {
            house: _other(house, serial)
            for serial, house in enumerate((OVERDUE, RETURNED, DISABLED, DOUBLE, ALIKE), 8101)
        }
    for house in (OVERDUE, RETURNED, DISABLED, DOUBLE):
        past.age(made[house], 9)
    EMPLOYER_ROAD.perform(made[RETURNED], "return", actor=clerk, data={"opinion": UNCLEAR})
    disabled = approve(made[DISABLED], actor=clerk)
    EMPLOYER_ROAD.perform(disabled, "disable", actor=admin, data={"opinion": CLOSED})
    double = approve(made[DOUBLE], actor=clerk)
    merging.merge(double, cast.employers[0], opinion=SAME_HOUSE, actor=admin, expected_version=double.version)
    _ask_for_changes(cast.employers, clerk)


def _other(house: House, serial: int) -> Employer:
    return open_house(house, account=f"unit-{serial}", password=PASSWORD_OF_OTHERS, mobile=f"1990077{serial}")


def _ask_for_changes(employers, clerk) -> None:
    """The hospital waits for its new name; the company was refused a new head."""
    _, hospital, port = employers
    _ask(hospital, "name", "钦州市第一人民医院（北部湾大学附属医院）", "加挂附属医院牌子，名称随之变更。")
    refused = _ask(port, "legal_person", "潘海明", "法定代表人调任。")
    past.age(refused, 6)
    refused.refresh_from_db()
    CHANGE_ROAD.perform(refused, "refuse", actor=clerk, data={"opinion": NO_LETTER})


def _ask(employer, column, value, reason):
    columns = {
        name: getattr(employer, name)
        for name in ("name", "usci", "legal_person", "region", "superior", "office")
    }
    return employer_details.ask_for_change(
        employer,
        columns | {column: value},
        licence(2),
        reason=reason,
        actor=owner_of(employer),
        expected_version=employer.version,
    )
