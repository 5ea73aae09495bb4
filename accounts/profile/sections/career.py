"""Where the person worked, what they did there, and what follows from the employment."""

from accounts.profile.fields import PeriodForm, YearField, line, text
from catalogue.fields import EnumField
from core.date_fields import MonthField
from core.sections import Section, SectionForm


def started(label="开始时间"):
    """The first month of a period."""
    return MonthField(label=label, error_messages={"required": f"请填写{label}。"})


def ended(label="截止时间"):
    """The last month of a period; empty while it runs."""
    return MonthField(label=label, required=False, help_text="到现在还在继续的，不用填。")


class WorkHistoryForm(PeriodForm):
    """6-1 工作简历."""

    row_title = ("employer",)
    row_facts = {"post": "", "witness": "证明人 "}

    started_on = started()
    ended_on = ended()
    employer = line("工作单位", 100)
    post = line("职务", 60)
    witness = line("证明人", 50, css="w-name")


class PracticeForm(PeriodForm):
    """7-1 专业技术工作经历(能力) (个人版用户操作说明 2019, 职称评审)."""

    row_title = ("employer",)
    row_facts = {"work": "", "post": "", "witness": "证明人 "}

    started_on = started()
    ended_on = ended()
    employer = line("工作单位(学校)", 100)
    work = line("从事何种专业技术工作(学习)", 120)
    post = line("任何职", 60, required=False)
    witness = line("证明人", 50, css="w-name")


class SocialInsuranceForm(PeriodForm):
    """6-2 个人社保缴纳记录."""

    row_title = ("payer",)
    row_facts = {"agency": ""}

    started_on = started("缴纳开始时间")
    ended_on = ended("缴纳结束时间")
    agency = line("社保机构", 100)
    payer = line("缴纳单位", 100)


class AppraisalForm(SectionForm):
    """年度考核, one row for each year."""

    row_when = ("year",)
    row_title = ("result",)
    row_facts = {"employer": "", "notes": ""}
    wide = ("notes",)

    year = YearField(label="考核年度")
    result = EnumField("appraisal_result", label="考核结果")
    employer = line("考核单位", 100)
    notes = text("说明", 200, required=False, rows=2, hint="没有参加考核或未定等次的，请说明原因。")

    def clean(self):
        answers = super().clean()
        if answers.get("result") == "none" and not answers.get("notes"):
            self.add_error("notes", "没有参加考核或未定等次的，请说明原因。")
        return answers


class AcademicPostForm(PeriodForm):
    """7-2 学术团体及社会兼职."""

    row_title = ("body",)
    row_facts = {"post": ""}

    started_on = started()
    ended_on = ended()
    body = line("学术团体名称", 100)
    post = line("在何职", 60)


WORK_HISTORY = Section(
    key="work_history",
    title="工作经历",
    form=WorkHistoryForm,
    uploads=("work_proof",),
    many=True,
    noun="一段经历",
    hint="从参加工作时填起，前后相接",
)
PRACTICE = Section(
    key="practice",
    title="专业技术工作经历(能力)",
    form=PracticeForm,
    uploads=("practice_proof",),
    many=True,
    noun="一段经历",
    hint="填写专业技术工作经历信息，请按照项目的重要性，拖动列表进行排序",
)
SOCIAL_INSURANCE = Section(
    key="social_insurance",
    title="社会保险",
    form=SocialInsuranceForm,
    uploads=("insurance_proof",),
    many=True,
    noun="一段缴纳记录",
)
ANNUAL_APPRAISALS = Section(
    key="annual_appraisals",
    title="年度考核",
    form=AppraisalForm,
    uploads=("appraisal_form",),
    many=True,
    noun="一年",
    unique_row="year",
    hint="每年填一条",
)
ACADEMIC_POSTS = Section(
    key="academic_posts",
    title="学术团体任职",
    form=AcademicPostForm,
    uploads=("post_proof",),
    many=True,
    noun="一项任职",
)
