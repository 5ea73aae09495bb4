"""重新确认 in the demo: people who came from other provinces, in every state, two of them of 高级."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from accounts.actors import Actor, actor_of
from accounts.enums import Role
from accounts.models import TitleOffice
from accounts.services.staff import appoint, create_account
from applications.enums import KindCode
from applications.registry import Target
from applications.sections.reconfirmation import PAGES
from applications.services.drafts import autosave, create_draft
from catalogue.enums import LevelGroup
from certificates.models import Certificate
from gxzc.demo import past, units
from gxzc.demo.hashing import light
from gxzc.demo.story import PROFILE, Writer, play_one

EDUCATION_OFFICE = "000011"
COLLEAGUES = {"jyt-clerk": "甘丽萍", "jyt-review": "容志远"}
RETURN = {"opinion": "请按记下的几处修改，改好后重新报送。"}
NOTED = (
    ("application_info", "TH-01", "证书内容页拍得太暗，看不清发证机关的印章，请在光线好的地方重拍。"),
    ("work_summary", "TH-33", "工作小结请补写近三年的工作。"),
)
REFUSE = {"opinion": "您的人事关系还没有转到本单位，请先办完调入手续再申报。"}
REFUSE_OFFICE = {"opinion": "向原发证机关核实，该证书的专业与申报的专业不一致，不予重新确认。"}
PASS = {"opinion": "原证书已向发证机关核实，材料齐全，同意。"}
COAPPROVE = {"opinion": "经审核，同意重新确认。"}
BACK = {"opinion": "请单位补充申报人的调入文件。"}
SUMMARY = (
    "<p>本人 {year} 年参加工作，在外省取得{title}资格，两次考核优秀。来广西以后承担{specialty}方面的工作，"
    "带教青年同事 3 人，主持校、市级课题各 1 项。</p>"
    "<p>今后将尽快熟悉本地的工作，把原来积累的经验用好，服从单位安排，做好本职工作。</p>"
)
HELD_HERE = {"title": "三级教师", "specialty": "初中数学"}
GRADUATED_AT = 23


@dataclass(frozen=True)
class Original:
    """A certificate of another province as its holder types it in, and the level it is of."""

    group: LevelGroup
    series: str
    title: str
    specialty: str
    body: str
    month: str
    number: str = ""


TEACHER = Original(
    LevelGroup.INTERMEDIATE,
    "中小学教师系列",
    "一级教师",
    "初中语文",
    "广东省茂名市人力资源和社会保障局",
    "2016-12",
    "1609122045",
)
PUPIL = Original(
    LevelGroup.JUNIOR, "中小学教师系列", "二级教师", "小学英语", "贵州省黔南州教育局", "2012-09", "120931"
)
ENGINEER = Original(
    LevelGroup.INTERMEDIATE,
    "工程系列",
    "工程师",
    "市政给排水",
    "湖南省衡阳市职称改革工作领导小组办公室",
    "2014-11",
)
PROFESSOR = Original(
    LevelGroup.ASSOCIATE_SENIOR,
    "中小学教师系列",
    "高级教师",
    "高中物理",
    "江西省人力资源和社会保障厅",
    "2020-12",
    "36202012881",
)
LIBRARIAN = Original(
    LevelGroup.JUNIOR,
    "图书资料系列",
    "助理馆员",
    "图书资料",
    "深圳市文化广电旅游体育局",
    "2020-10",
    "2010344",
)
# What each brings, how far it came, and how many days ago; the talent centre serves every third.
SCRIPT = (
    (TEACHER, "issued", 32),
    (PUPIL, "refused_by_office", 21),
    (ENGINEER, "refused_by_employer", 16),
    (TEACHER, "passed", 12),
    (TEACHER, "claimed", 10),
    (ENGINEER, "back_at_employer", 8),
    (TEACHER, "at_office", 7),
    (PUPIL, "opened", 6),
    (ENGINEER, "lapsed", 5),
    (ENGINEER, "returned", 5),
    (TEACHER, "submitted", 3),
    (PUPIL, "binned", 2),
    (ENGINEER, "filled", 1),
    (PUPIL, "half", 1),
    (TEACHER, "draft", 0),
)
SENIORS = (("coapproved", 18), ("passed", 9))


class ReconfirmationWriter(Writer):
    """Writes applications of 重新确认; `brought` None rests on the first certificate in the register."""

    return_words, refuse_words, refuse_office_words, pass_words = RETURN, REFUSE, REFUSE_OFFICE, PASS
    noted = NOTED
    return_to_employer_words = BACK
    brought: Original | None = TEACHER
    days = 0

    def draft(self):
        group = self.brought.group if self.brought else LevelGroup.JUNIOR
        target = Target(group, self._office())
        self.application = create_draft(KindCode.RECONFIRMATION, actor=self.actor, target=target)

    def half(self):
        self.draft()
        self._prove()
        self._save("application_info")
        words = {"summary": self._answers("work_summary")["summary"][:60]}
        section = self._section("work_summary")
        autosave(self.application, section, words, actor=self.actor, expected_version=0)

    def filled(self):
        self.draft()
        self._prove()
        self._fill()

    def coapproved(self):
        self.passed()
        self._move("coapprove", self._staff("regional_office"), COAPPROVE)

    def _prove(self):
        for code in PAGES if self.brought else ():
            self._upload(self._section("application_info"), code)

    def _office(self) -> TitleOffice:
        return self.cast.office

    def _approval(self) -> dict:
        day = timezone.localdate() - timedelta(days=self.days)
        return {"decree_number": f"钦职办〔{day.year}〕41号", "granted_on": day, "opinion": "同意重新确认。"}

    def _answers(self, key) -> dict:
        one, year = self.brought, self.actor.user.birth_on.year + GRADUATED_AT
        if key == "application_info":
            return self._brought_here() if one else self._held_here()
        if key == "work_summary":
            named = {"title": one.title, "specialty": one.specialty} if one else HELD_HERE
            return {"summary": SUMMARY.format(year=year, **named)}
        person = {"work_started_on": f"{year}-08", "graduated_on": f"{year}-06"}
        return PROFILE | person if key == "basic_profile" else {}

    def _asked(self, specialty) -> dict:
        employer = self.actor.user.employer
        return {
            "employer_name": employer.name,
            "employer": str(employer.public_id),
            "personnel_status": "2",
            "custom_specialty": "on",
            "specialty": specialty,
        }

    def _brought_here(self) -> dict:
        one = self.brought
        form = self._section("application_info").form(subject=self.application, actor=self.actor)
        wanted = (one.series, one.title)
        title = next(pk for pk, known in form.titles.items() if (known.series.name, known.name) == wanted)
        return self._asked(one.specialty) | {
            "title": title,
            "original_specialty": one.specialty,
            "certificate_number": f"{one.number}{self.number:02}" if one.number else "",
            "no_number": "" if one.number else "on",
            "granting_body": one.body,
            "granted_month": one.month,
        }

    def _held_here(self) -> dict:
        held = Certificate.objects.usable_by(self.actor.user).earliest("granted_on")
        return self._asked(held.specialty) | {"certificate": str(held.public_id)}


class SeniorWriter(ReconfirmationWriter):
    """高级 goes to the office that holds the committee, whose two colleagues share the work."""

    brought = PROFESSOR
    colleagues: dict[str, Actor]

    def _office(self) -> TitleOffice:
        return TitleOffice.objects.get(code=EDUCATION_OFFICE)

    def _staff(self, key) -> Actor:
        at_office = {"office_clerk": "jyt-clerk", "office_admin": "jyt-review"}
        return self.colleagues[at_office[key]] if key in at_office else super()._staff(key)


def play(cast) -> None:
    """Those who came, two of 高级 among them, and the two of the list of accounts."""
    *juniors, first, second = cast.movers
    for number, (actor, (brought, step, days)) in enumerate(zip(juniors, SCRIPT, strict=True), 21):
        _play(ReconfirmationWriter(cast, actor, number), brought, step, days)
    colleagues = _colleagues()
    for number, (actor, (step, days)) in enumerate(zip((first, second), SENIORS, strict=True), 41):
        writer = SeniorWriter(cast, actor, number)
        writer.colleagues = colleagues
        _play(writer, PROFESSOR, step, days)
    _play(ReconfirmationWriter(cast, cast.actors["second_applicant"], 51), LIBRARIAN, "returned", 4)
    _play(ReconfirmationWriter(cast, cast.actors["applicant"], 52), None, "half", 1)


def _play(writer, brought, step, days) -> None:
    writer.brought, writer.days = brought, days
    play_one(writer, step, days)
    if writer.application.certificate_id:
        past.backdate(Certificate.objects.filter(pk=writer.application.certificate_id), days)


def _colleagues() -> dict[str, Actor]:
    """Two clerks of the education office."""
    office = TitleOffice.objects.get(code=EDUCATION_OFFICE)
    made = {}
    with light():
        for staff_name, name in COLLEAGUES.items():
            user = create_account(
                name=name, staff_name=staff_name, password=units.PASSWORD_OF_OTHERS, actor=None
            )
            made[staff_name] = actor_of(user, appoint(user, office, Role.CLERK, actor=None))
    return made
