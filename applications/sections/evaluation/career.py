"""6-1 to 7-2: where the person worked, was insured, what was done there, and the societies."""

from accounts.profile.sections.career import AcademicPostForm, PracticeForm
from accounts.profile.sections.career import SocialInsuranceForm as ArchivedInsuranceForm
from accounts.profile.sections.career import WorkHistoryForm as ArchivedWorkForm
from applications.sections.evaluation.fields import remarks
from core.sections import Section


class WorkHistoryForm(ArchivedWorkForm):
    """6-1 with room to explain what overlaps or is missing."""

    row_facts = {**ArchivedWorkForm.row_facts, "notes": "说明："}
    wide = ("notes",)

    notes = remarks("同一时间在两处工作，或前后有空档的，请说明原因。")


class SocialInsuranceForm(ArchivedInsuranceForm):
    """6-2 with room to explain who pays."""

    row_facts = {**ArchivedInsuranceForm.row_facts, "notes": "说明："}
    wide = ("notes",)

    notes = remarks("由别的单位代缴、派遣或有缺缴月份的，请说明原因。")


WORK_HISTORY = Section(
    key="work_history",
    title="6-1 工作简历",
    form=WorkHistoryForm,
    uploads=("work_proof",),
    hint="从参加工作时填起，前后相接，到现在还在继续的，截止时间不用填",
    many=True,
    min_items=1,
    max_items=60,
    noun="一段经历",
    drawn_from=("work_history",),
)
SOCIAL_INSURANCE = Section(
    key="social_insurance",
    title="6-2 个人社保缴纳记录",
    form=SocialInsuranceForm,
    uploads=("insurance_proof",),
    hint="按缴纳单位分段填写，并上传社保机构出具的缴纳证明",
    many=True,
    max_items=60,
    noun="一段缴纳记录",
    drawn_from=("social_insurance",),
)
# The hint is the sentence of 个人版用户操作说明 2019; the page sets the full stop.
PRACTICE = Section(
    key="practice",
    title="7-1 专业技术工作经历(能力)",
    form=PracticeForm,
    uploads=("practice_proof",),
    hint="填写专业技术工作经历信息，请按照项目的重要性，拖动列表进行排序",
    many=True,
    min_items=1,
    max_items=100,
    noun="一段经历",
    drawn_from=("practice",),
)
SOCIETY_POSTS = Section(
    key="society_posts",
    title="7-2 学术团体及社会兼职",
    form=AcademicPostForm,
    uploads=("post_proof",),
    hint="填写在学会、协会等学术团体的任职和社会兼职，没有的不用填，直接保存",
    many=True,
    max_items=50,
    noun="一项任职",
    drawn_from=("academic_posts",),
)
