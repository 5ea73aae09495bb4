"""8-1 to 9: what the person achieved, was awarded, invented and published."""

from django import forms

from accounts.profile.fields import text
from accounts.profile.sections.merits import AchievementForm, AwardForm, PatentForm
from accounts.profile.sections.merits import PublicationForm as ArchivedPublicationForm
from core.sections import Section


class PublicationForm(ArchivedPublicationForm):
    """9, in the words of this form, and whether the 推荐表 names it."""

    row_facts = {
        **ArchivedPublicationForm.row_facts,
        "is_representative": "代表作：",
        "is_recommended": "在推荐表上显示：",
    }

    is_representative = forms.BooleanField(label="是否代表作", required=False)
    merit = text("获奖/效益", 250, required=False)
    is_recommended = forms.BooleanField(label="是否在推荐表上显示", required=False)


ACHIEVEMENTS = Section(
    key="achievements",
    title="8-1 业绩成果",
    form=AchievementForm,
    uploads=("project_material", "project_role", "project_award"),
    hint="填写任现职以来的项目、专利、标准和课题，请按照项目的重要性排序",
    many=True,
    max_items=50,
    noun="一项业绩",
    drawn_from=("achievements",),
)
AWARDS = Section(
    key="awards",
    title="8-2 获奖情况",
    form=AwardForm,
    uploads=("award_certificate",),
    hint="每项奖励填一条，并上传获奖证书，没有的不用填，直接保存",
    many=True,
    max_items=50,
    noun="一项奖励",
    drawn_from=("awards",),
)
PATENTS = Section(
    key="patents",
    title="8-3 专利",
    form=PatentForm,
    uploads=("patent_certificate",),
    hint="每项专利填一条，并上传专利证书，没有的不用填，直接保存",
    many=True,
    max_items=50,
    noun="一项专利",
    drawn_from=("patents",),
)
PUBLICATIONS = Section(
    key="publications",
    title="9 学术成果",
    form=PublicationForm,
    uploads=("publication_cover", "publication_contents", "publication_text"),
    hint="论文、著作每篇（部）填一条，勾选代表作，并按封面版权页、目录、内容分别上传",
    many=True,
    max_items=50,
    noun="一篇（部）",
    drawn_from=("publications",),
)
