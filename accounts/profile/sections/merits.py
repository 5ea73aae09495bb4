"""What the person holds and achieved: titles, awards, patents, projects, publications."""

from django import forms

from accounts.profile.fields import PeriodForm, line, rank, text
from accounts.profile.sections.career import ended, started
from catalogue.enums import TitleLevel
from catalogue.fields import EnumField
from core.date_fields import DayField, MonthField
from core.sections import Section, SectionForm


class PresentTitleForm(SectionForm):
    """3-1 现任专业技术资格、职业资格和技能证书."""

    row_when = ("granted_on",)
    row_title = ("title",)
    row_facts = {"kind": "", "level": "", "specialty": "", "granting_body": "", "number": "证书编号 "}

    kind = EnumField("credential_type", label="资格类型")
    title = line("现任专业技术职务", 80, hint="职业资格、技能证书填写证书上的名称。")
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "请选择"), *TitleLevel.choices])
    specialty = line("专业", 80, required=False)
    granted_on = MonthField(label="资格取得时间", error_messages={"required": "请填写资格取得时间。"})
    number = line("证书编号", 40, required=False)
    control_number = line("管理号", 40, required=False)
    granting_body = line("批准机关", 100)
    scope = line("证书适用范围", 60, required=False)
    obtained_on = MonthField(label="获取时间", required=False, help_text="领到证书的时间。")

    def clean(self):
        answers = super().clean()
        granted, obtained = answers.get("granted_on"), answers.get("obtained_on")
        if granted and obtained and obtained < granted:
            self.add_error("obtained_on", "获取时间不能早于资格取得时间，请核对。")
        return answers


class AwardForm(SectionForm):
    """8-2 获奖情况."""

    row_when = ("awarded_on",)
    row_title = ("name",)
    row_facts = {"level": "", "body": "", "place": "个人排名 "}
    wide = ("name",)

    awarded_on = MonthField(label="授奖时间", error_messages={"required": "请填写授奖时间。"})
    level = EnumField("award_level", label="等级")
    name = line("名称与内容", 150)
    body = line("授奖机关", 100)
    place = rank()


class PatentForm(SectionForm):
    """专利 (beside 8-2)."""

    row_when = ("granted_on",)
    row_title = ("name",)
    row_facts = {"kind": "", "notes": ""}
    wide = ("name", "notes")

    name = line("专利名称", 120)
    kind = EnumField("patent_kind", label="类别")
    granted_on = DayField(label="取得时间", past=True)
    notes = text("介绍", 250, required=False)


class PublicationForm(SectionForm):
    """9 学术成果."""

    row_when = ("published_on",)
    row_title = ("title",)
    row_facts = {"kind": "", "role": "", "journal": "", "index": "收录 "}
    wide = ("title", "merit")

    published_on = MonthField(label="发表时间", error_messages={"required": "请填写发表时间。"})
    kind = EnumField("publication_kind", label="类别")
    title = line("论文、著作题目", 150)
    role = EnumField("author_role", label="角色")
    is_representative = forms.BooleanField(label="是代表作", required=False)
    journal = line("登载刊物名称、刊号", 120)
    issue = line("年卷(期)", 40, required=False)
    index = EnumField("citation_index", label="权威索引", required=False)
    level = line("级别", 40, required=False)
    merit = text("获奖、效益", 250, required=False)


class AchievementForm(PeriodForm):
    """8-1 业绩成果."""

    row_title = ("name",)
    row_facts = {"kind": "", "level": "", "part": "本人作用：", "place": "个人排名 "}
    wide = ("name", "content", "part", "effect")

    name = line("业绩名称", 120)
    kind = EnumField("achievement_kind", label="业绩类别")
    level = EnumField("award_level", label="项目级别")
    started_on = started()
    ended_on = ended()
    content = text("项目内容", 70, rows=2)
    part = text("本人作用", 150, rows=2, hint="独立、主持、主要参加、参加或协助，最多 150 个字。")
    effect = text("完成情况及效果、效益、获何种奖励、专利", 250, required=False)
    place = rank()


PRESENT_TITLES = Section(
    key="present_titles",
    title="现有职称/职业资格",
    form=PresentTitleForm,
    uploads=("title_certificate",),
    many=True,
    noun="一项资格",
    hint="职称证书、职业资格证书和技能等级证书都填在这里，现任的放在最前",
)
AWARDS = Section(
    key="awards",
    title="获奖",
    form=AwardForm,
    uploads=("award_certificate",),
    many=True,
    noun="一项奖励",
)
PATENTS = Section(
    key="patents",
    title="专利",
    form=PatentForm,
    uploads=("patent_certificate",),
    many=True,
    noun="一项专利",
)
PUBLICATIONS = Section(
    key="publications",
    title="论文著作",
    form=PublicationForm,
    uploads=("publication_cover", "publication_contents", "publication_text"),
    many=True,
    noun="一篇（部）",
)
ACHIEVEMENTS = Section(
    key="achievements",
    title="业绩成果",
    form=AchievementForm,
    uploads=("project_material", "project_role", "project_award"),
    many=True,
    noun="一项业绩",
    hint="请按照项目的重要性排序",
)
