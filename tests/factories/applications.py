"""Applications in every state, with people, employers, offices and titles of their own."""

import datetime
import itertools

from django.utils import timezone

from accounts.enums import Role
from applications import registry
from applications.enums import ApplicationState, KindCode
from applications.models import Application
from applications.services.drafts import create_draft, save_section
from applications.services.files import add_file
from applications.services.submission import take_snapshot
from applications.services.transitions import perform
from catalogue.enums import AssessMode, LevelGroup, TitleLevel
from catalogue.models import EnumItem, Title
from messaging.reference import texts
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_employer, make_office, make_user
from tests.factories.certificates import make_series

S = ApplicationState
ENUMERATIONS = {
    "person_identity": ("2", "事业单位人员"),
    "ethnicity": ("08", "壮族"),
    "politics": ("13", "群众"),
    "education": ("31", "大学专科毕业"),
    "degree": ("4", "学士"),
    "specialty_seen": ("x", "环境保护工程"),
}
ANSWERS = {
    "basic_profile": {
        "ethnicity": "08",
        "politics": "13",
        "work_started_on": "2024-07",
        "school": "广西大学",
        "education": "31",
        "major": "环境工程",
        "graduated_on": "2024-06",
        "degree": "",
        "probation_started_on": "2024-07-01",
        "probation_ended_on": "2025-07-01",
        "address": "南宁市青秀区民族大道 100 号",
    },
    "work_summary": {"summary": "<p>本人参加环境监测工作，完成采样与报告。</p>"},
    "attachments": {},
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


class World:
    """An office with two clerks and an admin, an employer with two people, one applicant, one title."""

    def __init__(self):
        make_enumerations()
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

    def draft(self, actor=None, level_group=LevelGroup.JUNIOR) -> Application:
        """An empty draft."""
        actor = actor or self.applicant
        return create_draft(KindCode.RECOGNITION, actor=actor, level_group=level_group, office=self.office)

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

    def upload(self, application, key, code, actor=None):
        """One picture."""
        section = registry.kind(application.kind).section(key)
        picture = encoded(scene(350, 450), "JPEG")
        return add_file(application, section, code, picture, name="a.jpg", actor=actor or self.applicant)

    def complete(self, actor=None) -> Application:
        """A draft with every section saved and every required picture."""
        actor = actor or self.applicant
        application = self.draft(actor)
        answers = {"application_info": self.info(), **ANSWERS}
        for section in registry.kind(application.kind).sections:
            for code in section.required_uploads:
                self.upload(application, section.key, code, actor)
            self.save(application, section.key, answers[section.key], actor)
        application.refresh_from_db()
        return application

    def submitted(self, actor=None) -> Application:
        """Handed in, lying with the employer."""
        actor = actor or self.applicant
        return perform(self.complete(actor), "submit", actor=actor, data={"commitment": "on"})

    def at_office(self, actor=None) -> Application:
        """Recommended by the employer, lying with the office."""
        return perform(self.submitted(actor), "endorse", actor=self.clerk, data=OPINION)

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
            kind=KindCode.RECOGNITION,
            number=f"T-{next(numbers)}",
            form_version=1,
            applicant=actor.user,
            applicant_name=actor.user.name,
            employer=self.employer,
            office=self.office,
            application_year=now.year,
            level_group=LevelGroup.JUNIOR,
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
        return application

    def stored(self, state, actor=None) -> Application:
        """As `placed`, in the database, with a revision that the desks can read."""
        application = self.placed(state, actor)
        if state == S.ISSUED:
            raise ValueError("an issued application needs its certificate: use issued()")
        application.save()
        if application.submitted_at:
            take_snapshot(application)
        return application


numbers = itertools.count(1)


def approval(**changes) -> dict:
    """What 批准 asks for."""
    return {
        "decree_number": "钦职办〔2026〕12号",
        "granted_on": timezone.localdate() - datetime.timedelta(days=1),
        "opinion": "同意。",
        **changes,
    }
