"""Three teachers more: one is on show, one was objected to, and the school of one answers to a bureau."""

from accounts.models import Employer
from gxzc.demo import names, past, people, showings, units
from gxzc.demo.evaluations import EvaluationWriter
from gxzc.demo.hashing import light
from gxzc.demo.story import play_one

# Of the school, and of the primary school that answers to the bureau.
SHOWN, SENT_UP = ("谭雪琴", "冯玉洁"), "贾文静"
NUMBER = 40


class ShownWriter(EvaluationWriter):
    """Brings an application to where only its employer or the 主管单位 has it."""

    def on_show(self):
        self.opened()
        showings.show(self, self._employer_staff())

    def objected(self):
        self.opened()
        showings.show_in_full(self, self._employer_staff())
        self.application = showings.object_to(self.application, self._employer_staff())

    def sent_up(self):
        self.submitted()
        self._move("endorse", self._employer_staff(), {"opinion": RECOMMENDED})

    def _employer_staff(self):
        return self.cast.actors.get(self.application.employer.name) or super()._employer_staff()


RECOMMENDED = (
    "该同志政治立场坚定，师德师风良好，近五年年度考核均为合格以上。承担两个班的教学工作，课堂教学扎实，"
    "所带班级成绩居年级前列；主持校级课题一项，指导青年教师两名，公开课受到好评。经学校考核小组评议，"
    "教职工民主测评优秀率百分之九十二，公示五个工作日无异议，同意推荐申报一级教师，请予审核。"
)


def play(cast) -> None:
    """The notice that hangs began today, for only its days tell when it ends."""
    school = cast.employers[0]
    primary = _primary_school(cast)
    steps = (
        ("objected", 1, SHOWN[1], school),
        ("sent_up", 2, SENT_UP, primary),
        ("on_show", 0, SHOWN[0], school),
    )
    for number, (step, days, name, house) in enumerate(steps):
        with light():
            teacher = people.elder(151 + number, name, 1988, house)
        writer = ShownWriter(cast, teacher, NUMBER + number)
        writer.with_scans = False
        play_one(writer, step, days)


def _primary_school(cast) -> Employer:
    """A primary school that answers to the bureau of education."""
    clerk, account = cast.actors["office_clerk"], people.account("authority_owner")
    bureau = units.open_house(
        units.BUREAU, account=account.account, password=account.password, mobile=names.mobile(8005)
    )
    bureau = units.approve(bureau, actor=clerk)
    with light():
        school = units.open_house(
            units.PRIMARY,
            account="unit-8006",
            password=units.PASSWORD_OF_OTHERS,
            mobile=names.mobile(8006),
            superior=bureau,
        )
    for house in (bureau, school):
        past.age(house, 50)
    school = units.approve(school, actor=clerk)
    cast.actors[school.name] = units.owner_of(school)
    return school
