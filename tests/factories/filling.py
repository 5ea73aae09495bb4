"""A committee with a plan that is open today, and applications of 职称评审 under it."""

import datetime

from django.utils import timezone

from applications import registry
from applications.enums import KindCode
from applications.models import EvaluationCommittee, EvaluationPlan, PlanWindow
from applications.plan_enums import PlanStage
from applications.registry import Target
from applications.services.drafts import create_draft, save_section
from applications.services.files import add_file
from applications.services.rows import add_row, save_list
from applications.services.transitions import perform
from catalogue import reference
from catalogue.enums import LevelGroup, TitleLevel
from tests.core.pictures import encoded, scene
from tests.factories.applications import World, make_title
from tests.factories.evaluation import ANSWERS, basic_information

MONTH = datetime.timedelta(days=30)


def make_plan(office, series, *, code="P001", year=None) -> EvaluationPlan:
    """A published plan of a committee of one office; its people may apply for a month."""
    today = timezone.localdate()
    committee = EvaluationCommittee.objects.create(
        code=code,
        name=f"{series.name}中级评审会{code}",
        office=office,
        series=series,
        levels=[TitleLevel.INTERMEDIATE, TitleLevel.ASSISTANT],
        filed_on=today - MONTH,
        filed_until=today + 12 * MONTH,
    )
    plan = EvaluationPlan.objects.create(
        committee=committee, year=year or today.year, published_at=timezone.now()
    )
    for stage in (PlanStage.APPLY, PlanStage.EMPLOYER, PlanStage.ACCEPT, PlanStage.EVALUATE):
        PlanWindow.objects.create(plan=plan, stage=stage, opens_on=today - MONTH, closes_on=today + MONTH)
    return plan


class Evaluation(World):
    """The small world with an open plan of 职称评审."""

    def __init__(self):
        reference.enumerations()
        super().__init__()
        self.engineer = make_title("工程师", TitleLevel.INTERMEDIATE, series=self.title.series)
        self.plan = make_plan(self.office, self.title.series)

    def evaluation(self, actor=None, plan=None):
        """An empty draft of 职称评审."""
        plan = plan or self.plan
        target = Target(LevelGroup.INTERMEDIATE, plan.office, plan)
        return create_draft(KindCode.EVALUATION, actor=actor or self.applicant, target=target)

    def row(self, application, key, token="", **changes):
        """One row more; rows of the same section differ by their token."""
        section = registry.kind(application.kind).section(key)
        form = section.form(ANSWERS[key] | changes, subject=application, actor=self.applicant)
        assert form.is_valid(), form.errors
        return add_row(application, section, form, actor=self.applicant, token=token or str(changes))

    def scan(self, application, key, code, row):
        """One picture of a row."""
        section = registry.kind(application.kind).section(key)
        picture = encoded(scene(420, 540), "JPEG")
        whose = {"name": "a.jpg", "actor": self.applicant, "row_id": row.public_id}
        return add_file(application, section, code, picture, **whose)

    def filled(self, application):
        """The draft with every section saved and every required picture."""
        answers = {"basic_information": basic_information(self, self.engineer), **ANSWERS}
        for section in registry.kind(application.kind).sections:
            for code in section.required_uploads:
                self.upload(application, section.key, code)
            if section.many:
                self.row(application, section.key)
                save_list(application, section, actor=self.applicant)
            else:
                self.keep(application, section, answers[section.key])
        application.refresh_from_db()
        return application

    def keep(self, application, section, answers):
        """保存 of a section that is asked once."""
        form = section.form(answers, subject=application, actor=self.applicant)
        assert form.is_valid(), form.errors
        answer = application.answers.filter(section_key=section.key).first()
        version = answer.version if answer else 0
        return save_section(application, section, form, actor=self.applicant, expected_version=version)

    def handed_in(self, application):
        """报送."""
        return perform(application, "submit", actor=self.applicant, data={"commitment": "on"})
