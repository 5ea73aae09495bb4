"""职称评审 in the demo: teachers of one school who apply for 一级教师, in every state."""

from accounts.models import User
from applications import registry
from applications.enums import KindCode
from applications.models import EvaluationPlan
from applications.registry import Target
from applications.services.drafts import autosave, create_draft
from applications.services.files import add_file
from applications.services.plans import open_plans
from applications.services.rows import add_row
from catalogue.enums import LevelGroup
from gxzc.demo import fees, pictures, showings
from gxzc.demo.evaluation_answers import SUBJECTS, answers_of, rows_of
from gxzc.demo.plans import CITY
from gxzc.demo.story import Writer, play_one
from payments.models import Order

TITLE = "一级教师"
RETURN = {"opinion": "请按记下的几处补齐材料，改好后重新报送。"}
NOTED = (
    ("practice", "TH-02", "2014 年以前的工作经历没有证明材料，请补传。"),
    ("publications", "TH-30", "论文请补传目录页，并写明是不是第一作者。"),
)
REFUSE = {"opinion": "本年度推荐名额已用完，经公示和考核排序，您不在推荐名单内。"}
REFUSE_OFFICE = {"opinion": "任二级教师期间 2021 年度考核缺材料，单位未能补正，不符合申报条件。"}
PASS = {"opinion": "材料齐全，符合申报条件，提交评审会。"}
# What two colleagues made together: they hand in the same page, which the office is told of.
JOINT = "patent_certificate"
PARTNERS = ("at_office", "claimed")
# Whose rows are not handed in without a scan: check rule JX-17.
PROVED = ("education", "credentials", "awards", "patents", "publications")
# Where one teacher each stands, whether with a scan for every row or only where one is asked for, and how
# many days ago it came to that.
SCRIPT = (
    ("draft", False, 1),
    ("half", False, 1),
    ("filled", True, 2),
    ("submitted", True, 4),
    ("opened", False, 6),
    ("returned", False, 5),
    ("at_office", True, 9),
    ("claimed", False, 11),
    ("lapsed", False, 4),
    ("back_at_employer", False, 8),
    ("passed", True, 5),
    ("paid", False, 6),
    ("let_off", False, 7),
    ("overdue", False, 16),
    ("refused_by_employer", False, 7),
    ("refused_by_office", False, 15),
    ("binned", False, 3),
)


class EvaluationWriter(Writer):
    """Writes applications of 职称评审 with all their rows."""

    return_words, refuse_words, refuse_office_words, pass_words = RETURN, REFUSE, REFUSE_OFFICE, PASS
    noted = NOTED
    with_scans = True
    partner: User | None = None
    committee = CITY[0].name

    def age(self, days):
        """The order and what was noted about it are as old as the application's last move."""
        super().age(days)
        for order in Order.objects.filter(payable_id=self.application.public_id):
            fees.age(order, days)
        showings.age(self.application, days)

    def _move(self, move, actor, data=None):
        if move == "endorse":
            showings.show_in_full(self, actor)
        super()._move(move, actor, data)

    def paid(self):
        self.passed()
        fees.pay(self.application, self._staff("office_clerk"))

    def let_off(self):
        self.passed()
        fees.let_off(self.application, self._staff("office_admin"))

    def overdue(self):
        self.passed()
        fees.run_out(self.application)

    def draft(self):
        plan = self.plan_of(self.committee)
        target = Target(LevelGroup.INTERMEDIATE, plan.office, plan)
        self.application = create_draft(KindCode.EVALUATION, actor=self.actor, target=target)

    @staticmethod
    def plan_of(committee: str) -> EvaluationPlan:
        """The plan of a committee of the city that is open."""
        return open_plans(LevelGroup.INTERMEDIATE).get(committee__name=committee)

    def half(self):
        self.draft()
        self._upload(self._section("basic_information"), "portrait")
        self._save("basic_information")
        for key in ("education", "work_history"):
            self._add_rows(self._section(key))
        report = {"report": answers_of("work_report", self.number)["report"][:60]}
        section = self._section("work_report")
        autosave(self.application, section, report, actor=self.actor, expected_version=0)

    def filled(self):
        self.draft()
        for section in registry.kind(self.application.kind).sections:
            if section.many:
                self._add_rows(section)
                continue
            for code in section.required_uploads:
                self._upload(section, code)
            self._save(section.key)

    def _answers(self, key) -> dict:
        answers = answers_of(key, self.number)
        if key != "basic_information":
            return answers
        employer = self.actor.user.employer
        form = self._section(key).form(subject=self.application, actor=self.actor)
        title = next(pk for pk, one in form.titles.items() if one.name == TITLE)
        return answers | {
            "employer_name": employer.name,
            "employer": str(employer.public_id),
            "title": title,
            "specialty": SUBJECTS[self.number % len(SUBJECTS)],
        }

    def _add_rows(self, section):
        for place, answers in enumerate(rows_of(section.key, self.number)):
            form = self._checked(section.key, answers)
            row = add_row(self.application, section, form, actor=self.actor, token=f"{section.key}-{place}")
            for code in self._proofs(section, place):
                self._upload(section, code, row.public_id, place=place)

    def _proofs(self, section, place):
        """Of the first row every page, of the others one; without scans one where the checks ask for it."""
        if self.with_scans and place == 0:
            return section.uploads
        return section.uploads[:1] if self.with_scans or section.key in PROVED else ()

    def _upload(self, section, code, row_id=None, *, place=0):
        owner = self.partner if self.partner and code == JOINT else self.actor.user
        content = pictures.picture_for(code, owner, place)
        add_file(
            self.application, section, code, content, name=f"{code}.jpg", actor=self.actor, row_id=row_id
        )


def play(cast) -> None:
    """Let every teacher come as far as the script says, the oldest first."""
    steps = sorted(zip(SCRIPT, cast.teachers, strict=True), key=lambda pair: -pair[0][2])
    partner = next(teacher.user for (step, *_), teacher in steps if step == PARTNERS[0])
    for number, ((step, with_scans, days), teacher) in enumerate(steps):
        writer = EvaluationWriter(cast, teacher, number)
        writer.with_scans = with_scans
        writer.partner = partner if step in PARTNERS else None
        play_one(writer, step, days)
