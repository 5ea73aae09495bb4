"""Applications in every state, with people, employers, offices and titles of their own."""

import datetime
import itertools
from functools import cache, cached_property

from django.utils import timezone

from accounts.enums import Role
from applications import registry
from applications.enums import ApplicationState, KindCode
from applications.models import Application, SectionVerdict
from applications.registry import Target
from applications.services.drafts import create_draft, save_section
from applications.services.files import add_file
from applications.services.names import names_of
from applications.services.rows import add_row
from applications.services.submission import take_snapshot
from applications.services.transitions import perform
from applications.verdict_enums import Desk, Verdict
from catalogue.enums import AssessMode, LevelGroup, TitleLevel
from catalogue.models import EnumItem, Title
from messaging.reference import texts
from tests.core.drawn_people import portrait
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_employer, make_office, make_user
from tests.factories.certificates import make_series

S = ApplicationState
ENUMERATIONS = {
    "person_identity": ("2", "事业单位人员"),
    "ethnicity": ("08", "壮族"),
    "politics": ("13", "群众"),
    "education": ("21", "大学本科毕业"),
    "degree": ("4", "学士"),
    "specialty_seen": ("x", "环境保护工程"),
}
# A year and a half ago: within the time in which who studied for a bachelor's degree may be recognised.
PROBATION_BEGAN = timezone.localdate() - datetime.timedelta(days=550)
ANSWERS = {
    "basic_profile": {
        "ethnicity": "08",
        "politics": "13",
        "work_started_on": f"{PROBATION_BEGAN:%Y-%m}",
        "school": "广西大学",
        "education": "21",
        "major": "环境工程",
        "graduated_on": f"{PROBATION_BEGAN - datetime.timedelta(days=31):%Y-%m}",
        "degree": "4",
        "probation_started_on": PROBATION_BEGAN.isoformat(),
        "probation_ended_on": (PROBATION_BEGAN + datetime.timedelta(days=366)).isoformat(),
        "address": "南宁市青秀区民族大道 100 号",
    },
    "work_summary": {"summary": "<p>本人参加环境监测工作，完成采样与报告。</p>"},
    "attachments": {},
}
PARCEL = {
    "recipient": "黄秀芳",
    "region": "440000",
    "address": "广州市天河区体育西路 1 号",
    "phone": "13900000077",
    "postcode": "510620",
}
OPINION = {"opinion": "情况属实。"}
names = itertools.cycle(("黄秀芳", "韦春兰", "覃海燕", "农丽萍", "蒙永强"))


def make_title(name="助理工程师", level=TitleLevel.ASSISTANT, *, series=None):
    """A title of today that is not examined for."""
    return Title.objects.get_or_create(
        series=series or make_series(),
        level=level,
        name=name,
        defaults={"assess_mode": AssessMode.EVALUATION},
    )[0]


def make_enumerations():
    """One entry of every enumeration the forms ask for."""
    for group, (code, name) in ENUMERATIONS.items():
        EnumItem.objects.get_or_create(group=group, code=code, name=name)


@cache
def drawn_portrait():
    """A portrait to rule, drawn once."""
    return portrait(3).resize((420, 540))


class World:
    """An office with two clerks and an admin, an employer with two people, one applicant, one title.

    Its applications are of `kind`; the world of another kind says what that one is aimed at and answered by.
    """

    kind = KindCode.RECOGNITION
    level_group = LevelGroup.JUNIOR

    def __init__(self):
        self.settle()
        texts()
        self.title = make_title()
        self.office = make_office("070001")
        self.employer = make_employer(office=self.office)
        self.applicant = actor_for(make_user(name=next(names), employer=self.employer))
        self.owner = actor_for(make_user(name="陆建国"), self.employer, Role.OWNER)
        self.clerk = actor_for(make_user(name="梁海涛"), self.employer, Role.CLERK)
        self.officer = actor_for(make_user(name="韦国强"), self.office, Role.CLERK)
        self.second = actor_for(make_user(name="李玉珍"), self.office, Role.CLERK)
        self.admin = actor_for(make_user(name="黄志明"), self.office, Role.ADMIN)

    def another_applicant(self):
        """One more person of the same employer."""
        return actor_for(make_user(name=next(names), employer=self.employer))

    def next_applicant(self):
        """Let one more person of the employer be the applicant of this world from now on."""
        self.applicant = self.another_applicant()
        return self.applicant

    def settle(self):
        """The lists of values that the forms of this world offer."""
        make_enumerations()

    def target(self, level_group=None) -> Target:
        """What an application of this world is aimed at."""
        return Target(level_group or self.level_group, self.office)

    def target_form(self) -> dict:
        """What the form of 我要申报 posts for that target."""
        return {"level_group": self.level_group, "office_name": self.office.name}

    def draft(self, actor=None, level_group=None) -> Application:
        """An empty draft."""
        return create_draft(self.kind, actor=actor or self.applicant, target=self.target(level_group))

    def answers(self) -> dict:
        """Answers of every section by its key; of one with many rows, those of one row."""
        return {"application_info": self.info(), **ANSWERS}

    def info(self, **changes) -> dict:
        """Answers of 申报信息."""
        return {
            "employer_name": self.employer.name,
            "employer": str(self.employer.public_id),
            "personnel_status": "2",
            "title": str(self.title.pk),
            "custom_specialty": "on",
            "specialty": "环境保护工程",
            **changes,
        }

    def save(self, application, key, data, actor=None, version=None):
        """保存 of one section."""
        actor = actor or self.applicant
        section = registry.kind(application.kind).section(key)
        form = section.form(data, subject=application, actor=actor)
        assert form.is_valid(), form.errors
        answer = application.answers.filter(section_key=key).first()
        seen = version if version is not None else (answer.version if answer else 0)
        return save_section(application, section, form, actor=actor, expected_version=seen)

    def upload(self, application, key, code, actor=None, row=None):
        """One picture, of the section or of one of its rows."""
        section, actor = registry.kind(application.kind).section(key), actor or self.applicant
        picture = encoded(drawn_portrait() if code == "portrait" else scene(420, 540), "JPEG")
        row_id = row.public_id if row else None
        return add_file(application, section, code, picture, name="a.jpg", actor=actor, row_id=row_id)

    def complete(self, actor=None) -> Application:
        """A draft with every section saved and every required picture."""
        actor = actor or self.applicant
        application = self.draft(actor)
        self.fill(application, actor)
        application.refresh_from_db()
        return application

    def fill(self, application, actor):
        """Save every section with its required pictures."""
        answers = self.answers()
        for section in registry.kind(application.kind).sections:
            data, row = answers[section.key], None
            if section.many:
                row = self.add_row(application, section.key, data, actor)
            for code in self.pictures(section):
                self.upload(application, section.key, code, actor, row)
            if row is None:
                self.save(application, section.key, data, actor)

    @staticmethod
    def pictures(section) -> tuple[str, ...]:
        """The kinds of picture that must be there, in the section or with each of its rows."""
        return section.required_uploads

    def add_row(self, application, key, data, actor=None):
        """添加 in a section that has many rows."""
        actor, section = actor or self.applicant, registry.kind(application.kind).section(key)
        form = section.form(data, subject=application, actor=actor)
        assert form.is_valid(), (key, form.errors)
        return add_row(application, section, form, actor=actor, token=f"{next(numbers)}")

    def submitted(self, actor=None) -> Application:
        """Handed in, lying with the employer."""
        actor = actor or self.applicant
        return perform(self.complete(actor), "submit", actor=actor, data={"commitment": "on"})

    def at_office(self, actor=None) -> Application:
        """Recommended by the employer, lying with the office, where every section was looked through."""
        return self.looked_through(self.unread(actor))

    def unread(self, actor=None) -> Application:
        """Recommended by the employer, lying with the office, where nobody has looked at it yet."""
        return perform(self.shown(self.submitted(actor)), "endorse", actor=self.clerk, data=OPINION)

    def shown(self, application) -> Application:
        """The application as handed in, shown by its employer in full where its kind asks for that."""
        return application

    def looked_through(self, application) -> Application:
        """The office has found no problem in any section."""
        application.verdicts.filter(desk=Desk.OFFICE).delete()
        newest = application.revisions.last()
        SectionVerdict.objects.bulk_create(
            SectionVerdict(
                application=application,
                section_key=section.key,
                desk=Desk.OFFICE,
                revision=newest,
                turn_began_at=application.turn_began_at,
                verdict=Verdict.PASSED,
                by=self.officer.user,
            )
            for section in registry.kind(application.kind).sections
        )
        return application

    def preliminary_passed(self, actor=None) -> Application:
        """Waiting for the second person."""
        return perform(self.at_office(actor), "pass_preliminary", actor=self.officer, data=OPINION)

    def issued(self, actor=None) -> Application:
        """Approved, with its certificate."""
        return perform(self.preliminary_passed(actor), "approve", actor=self.second, data=approval())

    def placed(self, state, actor=None) -> Application:
        """A row put straight into a state, with the columns the state demands; for judging in memory."""
        now = timezone.now()
        actor = actor or self.another_applicant()
        application = Application(
            kind=self.kind,
            number=f"T-{next(numbers)}",
            form_version=1,
            applicant=actor.user,
            **names_of(actor.user),
            employer=self.employer,
            office=self.office,
            plan=self.target().plan,
            application_year=now.year,
            level_group=self.level_group,
            series=self.title.series,
            level=self.title.level,
            title_name=self.title.name,
            specialty="环境保护工程",
            state=state,
        )
        if state not in (S.DRAFT, S.DELETED):
            application.submitted_at = application.first_submitted_at = application.arrived_at = now
        if state == S.DELETED:
            application.deleted_at = now
        if state == S.AUTHORITY_REVIEW:
            application.authority, application.arrived_at = self.superior, None
        return application

    @cached_property
    def superior(self):
        """The 主管单位 of this world."""
        return make_employer(office=self.office, name="钦州市教育局")

    def stored(self, state, actor=None) -> Application:
        """As `placed`, in the database, with a revision that the desks can read."""
        application = self.placed(state, actor)
        if state == S.ISSUED:
            raise ValueError("an issued application needs its certificate: use issued()")
        application.save()
        self.furnish(application)
        if application.submitted_at:
            take_snapshot(application)
            self.looked_through(application)
        return application

    def furnish(self, application):
        """What a row put straight into a state cannot do without, beside itself."""


numbers = itertools.count(1)


def approval(**changes) -> dict:
    """What 批准 asks for."""
    return {
        "decree_number": "钦职办〔2026〕12号",
        "granted_on": timezone.localdate() - datetime.timedelta(days=1),
        "opinion": "同意。",
        **changes,
    }
