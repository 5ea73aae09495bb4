"""Committees, their plans of this year and the last in every state, and the policy files, in the demo."""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accounts.actors import Actor, actor_of
from accounts.enums import Role
from accounts.models import TitleOffice
from accounts.services.staff import appoint, create_account
from applications.models import EvaluationPlan, PolicyNotice
from applications.plan_enums import PlanStage
from applications.plan_sections import DEFAULT
from applications.services import committees, plan_desk, policy_notices
from catalogue.models import TitleSeries
from gxzc.demo import past, units
from gxzc.demo.hashing import light
from gxzc.demo.pictures import sheet

COMMITTEES = Path(settings.BASE_DIR) / "applications" / "data" / "committees.csv"
ADMINS = "覃永光 罗朝晖 蒋立新 黄海宁 陆丹萍 唐桂生 周雅琴 韦国华 莫秋霞 农振邦 岑玉兰 庞志坚".split()  # noqa: SIM905 - names read better in a row
# Days from today on which 个人申报 opens and closes; the other stages follow it.
OPEN, SOON, OVER, LATE, LONG = (-20, 25), (15, 60), (-70, -12), (-60, -5), (-100, 3)
TURN = (OPEN, SOON, OVER)
FREE, FEE = Decimal(0), Decimal(200)
NOTES = "纸质材料在网上初审通过后，由单位统一送到本办。学历在学信网可以查到的，不用再交认证报告。"
WHY_LATE = "平台维护两天，顺延受理。"
WHY_MOVED = "受台风影响，申报时间顺延。"
WHY_ENDED = "本年度评审工作已全部完成。"
REGIONAL_BODY = "<p>请各地各部门认真组织好本年度职称评审工作，具体要求见附件。</p>"
CITY_BODY = "<p>现将我市本年度职称评审的受理时间、地点和材料要求印发给大家，请对照准备。</p>"
DRAFT_BODY = "<p>下一年度的部署文件正在征求意见，定稿后发布。</p>"


@dataclass(frozen=True)
class House:
    """One committee of the city office: what it evaluates, since when it is filed, whether it is at work."""

    name: str
    series: str
    levels: tuple[str, ...]
    filed_years_ago: float = 1
    is_active: bool = True


CITY = (
    House("钦州市中小学教师系列中级评审委员会", "22", ("intermediate",)),
    House("钦州市工程系列中级评审委员会", "05", ("intermediate",)),
    House("钦州市农业系列初级评审委员会", "06", ("assistant", "technician")),
    House("钦州市档案系列初级评审委员会", "11", ("assistant", "technician"), filed_years_ago=4),
    House("钦州市艺术系列初级评审委员会", "23", ("assistant", "technician"), is_active=False),
)
# Evaluates while others still hand in; what becomes of its people is told by `committee`.
OWN_SCHOOLS = House("钦州市直属学校中小学教师系列中级评审委员会", "22", ("intermediate",))


def play(cast) -> None:
    """The committees of many offices with a plan each, those of the city with all that can happen."""
    with light():
        _everywhere()
    _city(cast.actors["office_admin"])
    _policies(cast.actors["regional_admin"], cast.actors["office_admin"])


def _everywhere() -> None:
    """The committees known by name; in offices with several the first person serves all."""
    admins: dict[str, Actor] = {}
    with COMMITTEES.open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines)):
            office = TitleOffice.objects.get(code=line["office_code"])
            if office.code not in admins:
                admins[office.code] = _admin(office, len(admins))
            levels = [level for level in line["levels"].split("|") if level] or office.can_review_levels
            committee = _committee(office, line["name"], line["series_code"], levels, admins[office.code])
            _published(committee, TURN[number % len(TURN)], admins[office.code])


def _admin(office, number) -> Actor:
    user = create_account(
        name=ADMINS[number], staff_name=f"zgb-{office.code}", password=units.PASSWORD_OF_OTHERS, actor=None
    )
    return actor_of(user, appoint(user, office, Role.ADMIN, actor=None))


def _committee(office, name, series_code, levels, actor, *, years=1.0, is_active=True):
    filed_on = timezone.localdate() - dt.timedelta(days=round(years * 365))
    words = {
        "name": name,
        "series": TitleSeries.objects.get(code=series_code),
        "specialties": [],
        "levels": list(levels),
        "filed_on": filed_on,
        "filed_until": committees.longest_filing(filed_on),
        "is_active": is_active,
    }
    return committees.create(office, words, actor=actor)


def _city(admin) -> None:
    """Open with a change, over but for a late opening, not yet, long open; one ended, one a draft."""
    teachers, engineers, farmers, *_, own_schools = [
        _committee(
            admin.office,
            house.name,
            house.series,
            house.levels,
            admin,
            years=house.filed_years_ago,
            is_active=house.is_active,
        )
        for house in (*CITY, OWN_SCHOOLS)
    ]
    running = _published(teachers, OPEN, admin, fee=FEE)
    _move(running, admin)
    late = _published(engineers, LATE, admin)
    until = timezone.localdate() + dt.timedelta(days=9)
    plan_desk.open_late(late, until=until, reason=WHY_LATE, expected_version=late.version, actor=admin)
    _published(farmers, SOON, admin)
    _published(own_schools, LONG, admin)
    for committee, plan in ((teachers, running), (engineers, late)):
        ended = _published(committee, OVER, admin, year=plan.year - 1)
        plan_desk.close(ended, reason=WHY_ENDED, expected_version=ended.version, actor=admin)
        past.backdate(EvaluationPlan.objects.filter(pk=ended.pk), 300)
    plan_desk.create(teachers, running.year + 1, actor=admin)


def _published(committee, days, actor, *, year=None, fee=FREE) -> EvaluationPlan:
    """A plan whose 个人申报 opens and closes these days from today, or as long before in another year."""
    windows = _windows(days, year)
    plan = plan_desk.create(committee, windows[PlanStage.APPLY][0].year, actor=actor)
    plan = plan_desk.change(plan, _terms(fee), windows, reason="", expected_version=plan.version, actor=actor)
    wanted = {level: [*DEFAULT, "social_insurance"] for level in committee.levels}
    plan = plan_desk.set_requirements(
        plan, None, wanted, reason="", expected_version=plan.version, actor=actor
    )
    return plan_desk.publish(plan, expected_version=plan.version, actor=actor)


def _terms(fee) -> dict:
    return {
        "fee_amount": fee,
        "collects_online": False,
        "quota": None,
        "needs_authority_review": bool(fee),
        "notes": NOTES,
    }


def _windows(days, year=None) -> dict:
    """Each stage opens some days after the one before; all within the filing."""
    today = timezone.localdate()
    first, last = (today + dt.timedelta(days=offset) for offset in days)
    if year:
        moved = dt.timedelta(days=365 * (first.year - year))
        first, last = first - moved, last - moved
    steps = {
        PlanStage.APPLY: (0, 0),
        PlanStage.EMPLOYER: (5, 10),
        PlanStage.ACCEPT: (10, 20),
        PlanStage.PAY: (12, 30),
        PlanStage.EVALUATE: (40, 60),
    }
    return {
        stage: (first + dt.timedelta(days=opens), last + dt.timedelta(days=closes))
        for stage, (opens, closes) in steps.items()
    }


def _move(plan, admin) -> None:
    """The published plan was put off once."""
    windows = plan_desk.days_of(plan)
    windows = {stage: (first, last + dt.timedelta(days=3)) for stage, (first, last) in windows.items()}
    terms = {name: getattr(plan, name) for name in plan_desk.TERMS}
    plan_desk.change(plan, terms, windows, reason=WHY_MOVED, expected_version=plan.version, actor=admin)


def _policies(regional, city) -> None:
    """Two for everybody, one of the city with a file, and one that is not out yet."""
    year = timezone.localdate().year
    _policy(regional, f"关于做好 {year} 年度全区职称评审工作的通知", REGIONAL_BODY, None, f"NOTICE {year}")
    _policy(regional, "广西职称评审一般程序规定", REGIONAL_BODY, None, "PROCEDURE")
    _policy(city, f"钦州市 {year} 年度职称评审部署文件", CITY_BODY, city.office, f"QINZHOU {year}")
    words = {"title": f"{year + 1} 年度部署文件（征求意见）", "body": DRAFT_BODY, "year": year + 1}
    policy_notices.create(words | {"office": city.office}, actor=city)


def _policy(actor, title, body, office, heading) -> None:
    words = {"title": title, "body": body, "year": timezone.localdate().year, "office": office}
    notice = policy_notices.create(words, actor=actor)
    policy_notices.attachments.add(notice, io.BytesIO(sheet(heading)), name=f"{title}.pdf", actor=actor)
    policy_notices.publish(notice, expected_version=notice.version, actor=actor)
    past.backdate(PolicyNotice.objects.filter(pk=notice.pk), 40)
