"""2 学历情况 and 5 继续教育学时、学分完成情况."""

from accounts.profile.sections.learning import YEARLY_HOURS
from accounts.profile.sections.learning import ContinuingEducationForm as ArchivedYearForm
from accounts.profile.sections.learning import EducationForm as ArchivedEducationForm
from applications.sections.evaluation.fields import OriginField, remarks
from core.sections import Section


class EducationForm(ArchivedEducationForm):
    """One degree or diploma, with 数据来源."""

    field_order = ("data_origin",)
    row_facts = {**ArchivedEducationForm.row_facts, "data_origin": ""}

    data_origin = OriginField()


class ContinuingEducationForm(ArchivedYearForm):
    """One year; 总学时 is added up by the form."""

    row_facts = {**ArchivedYearForm.row_facts, "notes": "说明："}
    wide = ("notes",)

    notes = remarks("没有参加或学时不足的，请说明原因。")


EDUCATION = Section(
    key="education",
    title="2 学历情况",
    form=EducationForm,
    uploads=("diploma", "degree_certificate"),
    hint="从最高学历开始填写，每项学历填一条，并上传毕业证书、学位证书的扫描件",
    many=True,
    min_items=1,
    max_items=10,
    noun="一项学历",
    drawn_from=("education",),
)
CONTINUING_EDUCATION = Section(
    key="continuing_education",
    title="5 继续教育学时、学分完成情况",
    form=ContinuingEducationForm,
    uploads=("training_proof",),
    hint=f"每年填一条，总学时由系统相加；专业技术人员每年继续教育不少于 {YEARLY_HOURS} 学时",
    many=True,
    min_items=1,
    max_items=60,
    noun="一年",
    unique_row="year",
    drawn_from=("continuing_education",),
)
