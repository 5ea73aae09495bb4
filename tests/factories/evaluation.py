"""Well-formed answers for every section of 职称评审, and a draft that is filled in."""

import datetime
from types import SimpleNamespace

from django.utils import timezone

from applications import registry
from applications.enums import KindCode
from applications.models import EmployerNotice, EvaluationCommittee, EvaluationPlan, PlanWindow
from applications.plan_enums import PlanStage
from applications.registry import Target
from applications.services import employer_notices
from applications.services.drafts import create_draft
from applications.services.drawing import offers_of
from catalogue import reference
from catalogue.enums import LevelGroup, TitleLevel
from tests.factories import profile
from tests.factories.applications import World, make_title, numbers

PERIOD = profile.PERIOD
ANSWERS = {
    "education": {**profile.ANSWERS["education"], "degree": "4", "degree_number": "1060342009001234"},
    "credentials": {**profile.ANSWERS["present_titles"], "is_basis": "on", "number": "0833232"},
    "exceptional": {"exceptional_road": "direct", "grounds": "主持的项目获省部级科技进步奖二等奖。"},
    "language_and_computer": {
        "language_requirement": "none",
        "computer_requirement": "required",
        "language_result": "none",
        "computer_result": "passed",
        "check_result": "合格证编号已在网上查到",
        "elsewhere_notes": "在广东省参加考试。",
    },
    "continuing_education": {**profile.ANSWERS["continuing_education"], "notes": "另有函授学习。"},
    "work_history": {**profile.ANSWERS["work_history"], "notes": "2020 年借调到教育局。"},
    "social_insurance": {**profile.ANSWERS["social_insurance"], "notes": "由派遣公司代缴。"},
    "practice": {**profile.ANSWERS["practice"], "post": "备课组长"},
    "society_posts": profile.ANSWERS["academic_posts"],
    "achievements": {**profile.ANSWERS["achievements"], "effect": "全校使用，学生反映良好。", "place": "1"},
    "awards": {**profile.ANSWERS["awards"], "place": "2"},
    "patents": {**profile.ANSWERS["patents"], "notes": "画圆不滑动。"},
    "publications": {
        **profile.ANSWERS["publications"],
        "is_representative": "on",
        "issue": "2022 年第 3 期",
        "index": "other",
        "merit": "获市级二等奖。",
        "is_recommended": "on",
    },
    "work_report": {"report": "<p>任现职以来，主持完成教学改革两项。</p>"},
    "other_evidence": {"name": "考核登记表"},
}


def basic_information(world, title) -> dict:
    """Answers of 1 基本信息 for the world's employer and a title of the committee."""
    archived = {name: value for name, value in profile.ANSWERS["basic"].items() if name != "profession"}
    return {
        **archived,
        **profile.ANSWERS["contact"],
        "employer_name": world.employer.name,
        "employer": str(world.employer.public_id),
        "professional_years": "12",
        "title": str(title.pk),
        "discipline": "环境工程",
        "specialty": "环境保护工程",
        "application_mode": "1",
        "is_first": "no",
        "earlier_count": "1",
        "earlier_on": "2024-06",
        "is_rural": "no",
        "is_skilled": "yes",
        "skilled_years": "8",
        "post": "副主任",
        "post_since": "2020-01",
        "post_notes": "分管教学。",
        "archive_keeper": "钦州市人才服务中心",
    }


def draft_of(world, **changes):
    """What a form of 职称评审 asks of the application that it belongs to."""
    committee = SimpleNamespace(
        name="工程系列中级评审会",
        series=world.title.series,
        levels=[TitleLevel.INTERMEDIATE, TitleLevel.ASSISTANT],
        specialties=[],
    )
    return SimpleNamespace(
        applicant=world.applicant.user,
        employer=None,
        level_group=LevelGroup.INTERMEDIATE,
        application_year=2026,
        submitted_at=None,
        plan=SimpleNamespace(committee=committee),
        get_level_display=lambda: "",
        get_level_group_display=lambda: LevelGroup.INTERMEDIATE.label,
        **changes,
    )


SUBMITTED = datetime.datetime(2026, 11, 20, 18, 30, tzinfo=datetime.UTC)


class EvaluationWorld(World):
    """The small world of 职称评审: a committee of the office with a plan that is open today."""

    kind = KindCode.EVALUATION
    level_group = LevelGroup.INTERMEDIATE

    def __init__(self):
        super().__init__()
        self.title = make_title("工程师", TitleLevel.INTERMEDIATE, series=self.title.series)
        self.plan = make_plan(make_committee(self.office, self.title.series))

    def settle(self):
        reference.enumerations()

    def target(self, level_group=None) -> Target:
        return Target(level_group or self.level_group, self.office, self.plan)

    def target_form(self) -> dict:
        return {"level_group": self.level_group, "plan": str(self.plan.public_id)}

    def shown(self, application):
        return shown_in_full(application, self.clerk)

    @staticmethod
    def pictures(section) -> tuple[str, ...]:
        return section.required_uploads or section.uploads[:1]

    def answers(self) -> dict:
        return {"basic_information": basic_information(self, self.title), **ANSWERS}


def shown_in_full(application, clerk):
    """单位公示 that began and ended some weeks ago."""
    place = {"place": "学校公告栏", "contact": "人事科 0777-2838001"}
    (notice,) = employer_notices.begin([application.pk], actor=clerk, **place)
    run_out(notice)
    application.refresh_from_db()
    return application


def run_out(notice) -> None:
    """Let a notice of an employer be over for some weeks, whatever a clock is set back by."""
    today = timezone.localdate()
    begun, last = today - datetime.timedelta(days=30), today - datetime.timedelta(days=20)
    EmployerNotice.objects.filter(pk=notice.pk).update(starts_on=begun, ends_on=last, is_estimate=False)


def make_committee(office, series, **changes) -> EvaluationCommittee:
    """A committee of an office for 中级 and 助理级 of one series, filed for a year around today."""
    today = timezone.localdate()
    given = {
        "code": f"T{next(numbers):06d}",
        "name": f"{series.name}中级评审会",
        "levels": [TitleLevel.INTERMEDIATE, TitleLevel.ASSISTANT],
        "filed_on": today - datetime.timedelta(days=180),
        "filed_until": today + datetime.timedelta(days=180),
    }
    return EvaluationCommittee.objects.create(office=office, series=series, **{**given, **changes})


def make_plan(committee, *, opens=-10, closes=20, **changes) -> EvaluationPlan:
    """A published plan of this year; all that is open to people opens and closes so many days from today."""
    today = timezone.localdate()
    given = {"year": today.year, "published_at": timezone.now()}
    plan = EvaluationPlan.objects.create(committee=committee, **{**given, **changes})
    days = [today + datetime.timedelta(days=n) for n in (opens, closes)]
    for stage in (PlanStage.APPLY, PlanStage.EMPLOYER, PlanStage.ACCEPT):
        PlanWindow.objects.create(plan=plan, stage=stage, opens_on=days[0], closes_on=days[1])
    return plan


class RowsStage:
    """A draft of 职称评审 with two rows, one with a scan, and the addresses of the pages of rows.

    The archive of the applicant offers a row of 工作简历 that says something else.
    """

    def __init__(self, world):
        plan = make_plan(make_committee(world.office, world.title.series))
        target = Target(LevelGroup.INTERMEDIATE, world.office, plan)
        self.case = create_draft(KindCode.EVALUATION, actor=world.applicant, target=target)
        posts = [{**ANSWERS["work_history"], "post": post} for post in ("班主任", "年级组长")]
        self.rows = [world.add_row(self.case, "work_history", answers) for answers in posts]
        self.scan = world.upload(self.case, "work_history", "work_proof", row=self.rows[0])
        offers = offers_of(self.case, registry.kind(KindCode.EVALUATION).section("work_history"))
        self.offered = next(offer.code for offer in offers if not (offer.scans or offer.is_taken))

    @property
    def addresses(self):
        """URL name → arguments."""
        section = {"public_id": self.case.public_id, "key": "work_history"}
        row = {**section, "row_id": self.rows[0].public_id}
        return {
            **{f"applications:row_{verb}": section for verb in ("create", "draw", "autosave", "discard")},
            "applications:application_copy": {"public_id": self.case.public_id},
            "applications:application_revision": {"public_id": self.case.public_id},
            **{f"applications:row_{verb}": row for verb in ("edit", "delete", "move")},
            "applications:row_file_add": {**row, "spec_code": "work_proof"},
        }

    @property
    def queries(self):
        """URL name → what stands behind the address."""
        row = f"?row={self.rows[0].public_id}"
        return {"applications:row_autosave": row, "applications:row_discard": row}

    @property
    def forms(self):
        """URL name → what is posted."""
        plan = str(self.case.plan.public_id)
        return {
            "applications:application_create": {"level_group": LevelGroup.INTERMEDIATE, "plan": plan},
            "applications:row_draw": {"rows": [self.offered]},
            "applications:row_autosave": {"post": "年级主任", "version": "1"},
            "applications:row_create": ANSWERS["work_history"],
            "applications:row_edit": ANSWERS["work_history"] | {"version": "1"},
            "applications:row_move": {"position": "1"},
        }
