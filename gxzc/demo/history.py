"""Paper certificates of the years before: three hundred recorded, a hundred of them verified."""

from datetime import date

from catalogue.enums import TitleLevel
from certificates.enums import DatePrecision, NumberScheme
from certificates.models import Certificate, CertificateEvent
from certificates.services.consolidation import record
from certificates.services.history_rows import HistoricalRow
from certificates.services.verified import mark_verified
from gxzc.demo import names, past

CITY_BODY = "钦州市职称改革工作领导小组办公室"
REGIONAL_BODY = "广西壮族自治区职称改革工作领导小组办公室"
SURNAMES = "韦黄梁陆覃农莫蒙苏周玉李罗廖石潘兰谭岑闭庞宁容卢陈何银包班零"
WOMEN = ("秀珍", "月英", "桂兰", "凤姣", "美群", "丽芬", "春娥", "彩莲", "玉琼", "燕妮")
MEN = ("德昌", "永贵", "建国", "志强", "家兴", "国荣", "绍华", "世杰", "日新", "海清")
# Series as the paper has it, level, title, specialty, employer.
CITY_TITLES = (
    ("工程技术人员", "助理级", "助理工程师", "建筑工程", "钦州市第一建筑工程公司"),
    ("中学教师", "中级", "中学一级教师", "中学语文", "钦州市第三中学"),
    ("小学教师", "中级", "小学高级教师", "小学数学", "灵山县灵城第二小学"),
    ("工程技术", "中级", "工程师", "水利水电工程", "灵山县水利电力勘测设计队"),
    ("农业技术系列", "中级", "农艺师", "农学", "浦北县农业技术推广站"),
    ("幼儿园教师", "助理级", "幼儿园一级教师", "学前教育", "钦州市机关幼儿园"),
    ("卫生专业技术人员", "助理级", "护师", "护理学", "钦州市妇幼保健院"),
    ("会计专业人员", "员级", "会计员", "会计", "钦州市供销合作社联合社"),
    ("小学教师", "助理级", "小学一级教师", "小学语文", "浦北县小江镇中心小学"),
    ("工程技术人员", "员级", "技术员", "机械制造", "钦州市钦江机械厂"),
    ("图书、资料专业人员", "助理级", "助理馆员", "图书资料", "钦州市图书馆"),
    ("农业技术系列", "员级", "畜牧技术员", "畜牧", "钦北区大寺镇畜牧兽医站"),
    ("经济专业系列", "员级", "经济员", "商业经济", "钦州市百货公司"),
)
REGIONAL_TITLES = (
    ("中学教师", "副高级", "中学高级教师", "中学数学", "钦州市第一中学"),
    ("工程技术人员", "副高级", "高级工程师", "港口与航道工程", "钦州港务局"),
    ("卫生技术系列", "副高级", "副主任医师", "内科", "钦州市第二人民医院"),
    ("工程技术人员", "正高级", "教授级高级工程师", "电力工程", "钦州供电局"),
)
PUPIL_TITLES = (
    ("工程技术人员", "员级", "技术员", "市政工程", "钦州市市政工程管理处"),
    ("中小学教师系列", "员级", "三级教师", "小学语文", "灵山县灵城第一小学"),
    ("中小学教师系列", "员级", "三级教师", "小学数学", "钦州市第五小学"),
)
VETERAN_TITLES = (
    ("中学教师", "中级", "中学一级教师", "中学语文", "钦州市第二中学"),
    ("小学教师", "中级", "小学高级教师", "小学数学", "钦州市第二小学"),
)
# The person whose 个人资料 is filled in: on, title and granting body as her work history has it.
HEROINE = (
    date(2021, 12, 1),
    ("中小学教师系列", "员级", "三级教师", "初中数学", "灵山县灵城第一初级中学"),
    "灵山县职称改革工作领导小组办公室",
)
DECREES = {"钦州市": "钦", "广西": "桂"}
LAST_PAPER_YEAR, LONG_NUMBERS = 2019, 2015
METHODS = ("评审", "转正定职", "评审", "评审", "重新确认")
HISTORY, SENIORS, VERIFIED = 300, 30, 100
# Applicants of the crowd who were teachers or technicians before; none of them applies for these titles now.
OWNERS = 14
SENIOR_LEVELS = (TitleLevel.FULL_SENIOR, TitleLevel.ASSOCIATE_SENIOR)
WITHOUT_NUMBER, VOID = 19, 83
# Every fifth of the city's is not verified yet, some of those of demo applicants among them.
NOT_YET = 5


def play(cast) -> None:
    """Record the lists of the city and of the regional office, and verify some of both."""
    clerk, regional = cast.actors["office_clerk"], cast.actors["regional_office"]
    owners = [cast.actors["applicant"], cast.actors["second_applicant"], *cast.others[-OWNERS:]]
    own = [_own(serial, actor.user) for serial, actor in enumerate(owners, 1)]
    *of_city, leader = cast.veterans
    own += [_veteran(serial, actor.user) for serial, actor in enumerate(of_city, len(own) + 1)]
    first = HISTORY - SENIORS + 1
    city = _record([*own, *map(_stranger, range(len(own) + 1, first))], clerk)
    elders = [_senior(n) for n in range(first, HISTORY)]
    leaders = [_senior(HISTORY, name=leader.user.name, id_number=leader.user.id_number)]
    seniors = _record(elders + leaders, regional, levels=SENIOR_LEVELS)
    mark_verified(seniors, actor=regional)
    not_yet = set(city[NOT_YET - 1 :: NOT_YET])
    mark_verified([one for one in city if one not in not_yet][: VERIFIED - len(seniors)], actor=clerk)
    past.backdate(Certificate.objects.filter(scheme=NumberScheme.LEGACY), 200)
    past.backdate(CertificateEvent.objects.filter(certificate__scheme=NumberScheme.LEGACY), 200)


def _record(rows, actor, **options) -> list[Certificate]:
    """Everything is written, or the demo is wrong."""
    told = record(rows, office=actor.office, actor=actor, **options)
    if len(told.certificates) != len(rows):
        raise ValueError(f"history: {told.faults}")
    return told.certificates


def _own(serial: int, user) -> HistoricalRow:
    """The first certificate of a demo applicant: 三级教师 or 技术员, a few years after school."""
    on = date(min(user.birth_on.year + 22, LAST_PAPER_YEAR), 7, 1)
    title = PUPIL_TITLES[serial % len(PUPIL_TITLES)]
    own = {"name": user.name, "id_number": user.id_number, "acquisition_method": "转正定职"}
    if serial == 1:
        on, title, own["granting_body"] = HEROINE
    return _row(serial, on, title, **own)


def _veteran(serial: int, user) -> HistoricalRow:
    """A teacher's certificate of 中级 by its name of that time."""
    on = date(user.birth_on.year + 34, 12, serial % 27 + 1)
    return _row(serial, on, VETERAN_TITLES[serial % 2], name=user.name, id_number=user.id_number)


def _stranger(serial: int) -> HistoricalRow:
    return _row(
        serial,
        date(1996 + serial % 17, serial % 12 + 1, serial % 27 + 1),
        CITY_TITLES[serial % len(CITY_TITLES)],
        certificate_number="无" if serial % 40 == WITHOUT_NUMBER else "",
        state="作废" if serial % 100 == VOID else "正常",
        **_person(serial),
    )


def _senior(serial: int, **who) -> HistoricalRow:
    return _row(
        serial,
        date(2003 + serial % 15, 12, serial % 27 + 1),
        REGIONAL_TITLES[serial % len(REGIONAL_TITLES)],
        place="广西",
        granting_body=REGIONAL_BODY,
        acquisition_method="评审",
        **(who or _person(serial)),
    )


def _person(serial: int) -> dict:
    """Somebody with no account; odd serials are men."""
    given = MEN if serial % 2 else WOMEN
    name = SURNAMES[serial % len(SURNAMES)] + given[serial // 2 % len(given)]
    born = date(1950 + serial % 22, serial % 12 + 1, serial % 28 + 1)
    return {
        "name": name,
        "sex": "男" if serial % 2 else "女",
        "id_number": names.id_number(serial, born=born),
    }


def _row(serial: int, on: date, title: tuple, *, place="钦州市", **fields) -> HistoricalRow:
    series, level, title_name, specialty, employer = title
    method = fields.setdefault("acquisition_method", METHODS[serial % len(METHODS)])
    fields["certificate_number"] = fields.get("certificate_number") or _number(serial, on.year)
    return HistoricalRow(
        row=serial,
        series=series,
        level=level,
        title=title_name,
        specialty=specialty,
        employer_name=employer,
        granted_on=on,
        granted_precision=DatePrecision.DAY if serial % 3 else DatePrecision.MONTH,
        certified_on=on.replace(year=on.year + 1, day=1) if serial % 4 else None,
        certified_precision=DatePrecision.MONTH,
        evaluation_body=f"{place}{series.removesuffix('系列')}职务评审委员会" if method == "评审" else "",
        decree_number=f"{DECREES[place]}职办〔{on.year}〕{serial % 60 + 1}号",
        **{"granting_body": CITY_BODY, "state": "正常", **fields},
    )


def _number(serial: int, year: int) -> str:
    """Blank certificates were numbered by year and serial: seven digits, nine from 2015 on."""
    return f"{year % 100:02}{9284000 + serial if year >= LONG_NUMBERS else 32000 + serial}"
