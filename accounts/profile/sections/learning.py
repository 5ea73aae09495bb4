"""What the person learned: schools, and the hours of each year since."""

from decimal import Decimal

from django import forms

from accounts.profile.fields import YearField, hours, line
from catalogue.fields import EnumField
from core.date_fields import MonthField
from core.sections import Section, SectionForm

YEARLY_HOURS = 90
HOURS = ("public_required_hours", "public_elective_hours", "industry_hours", "professional_hours")


class EducationForm(SectionForm):
    """2 学历情况."""

    pii = ("certificate_number", "degree_number")
    row_when = ("graduated_on",)
    row_title = ("school",)
    row_facts = {"rank": "", "education": "", "major": "", "study_mode": "", "degree": "学位："}

    graduated_on = MonthField(label="毕业时间", error_messages={"required": "请填写毕业时间。"})
    rank = EnumField("education_rank", label="学历项目")
    education = EnumField("education", label="学历")
    school = line("毕业学校", 80)
    major = line("专业", 80)
    study_mode = EnumField("study_mode", label="学习形式")
    years = line("学制", 10, required=False, css="w-code", hint="例如 4 年。")
    certificate_number = line("学历证书编号", 40, required=False)
    degree = EnumField("degree", label="学位", required=False)
    degree_number = line("学位证书编号", 40, required=False)
    degree_body = line("学位授予单位", 80, required=False)


class ContinuingEducationForm(SectionForm):
    """5 继续教育学时、学分完成情况, one row for each year; the total is worked out, not asked."""

    row_when = ("year",)
    row_title = ("headline", "verdict")
    row_facts = {
        "public_required_hours": "公需必修 ",
        "public_elective_hours": "公需选修 ",
        "industry_hours": "行业共享 ",
        "professional_hours": "专业 ",
        "industry_credits": "行业共享学分 ",
    }
    silent = ("headline", "verdict")

    year = YearField(label="年度")
    public_required_hours = hours("公需必修学时")
    public_elective_hours = hours("公需选修学时")
    industry_credits = hours("行业共享学分")
    industry_hours = hours("行业共享学时")
    professional_hours = hours("专业学时")
    total_hours = forms.CharField(label="总学时", required=False, widget=forms.HiddenInput)
    headline = forms.CharField(required=False, widget=forms.HiddenInput)
    verdict = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        answers = super().clean()
        if self.errors:
            return answers
        asked = (*HOURS, "industry_credits")
        if all(answers[name] is None for name in asked):
            self.add_error(
                "professional_hours", "这一年的学时和学分都还没有填，请至少填写一项；没有参加的，填 0。"
            )
            return answers
        total = sum((answers[name] or Decimal(0) for name in HOURS), Decimal(0))
        short = YEARLY_HOURS - total
        answers |= {name: _plain(answers[name]) for name in asked}
        answers["total_hours"] = _plain(total)
        answers["headline"] = f"总学时 {_plain(total)}"
        answers["verdict"] = f"离每年 {YEARLY_HOURS} 学时还差 {_plain(short)}" if short > 0 else ""
        return answers


def _plain(number: Decimal | None) -> str:
    """A number without the noughts behind its point."""
    return "" if number is None else f"{number.normalize():f}"


EDUCATION = Section(
    key="education",
    title="学历学位",
    form=EducationForm,
    uploads=("diploma", "degree_certificate"),
    many=True,
    noun="一项学历",
    hint="从最高学历开始填写，每项学历填一条",
)
CONTINUING_EDUCATION = Section(
    key="continuing_education",
    title="继续教育",
    form=ContinuingEducationForm,
    uploads=("training_proof",),
    many=True,
    noun="一年",
    unique_row="year",
    hint=f"每年填一条；专业技术人员每年继续教育不少于 {YEARLY_HOURS} 学时",
)
