"""10 专业技术工作总结 and 11 其他材料."""

from accounts.profile.fields import line
from applications.sections.rich import RichTextField
from core.sections import Section, SectionForm

# The manual names no limit for this text.
REPORT_LIMIT = 3000


class WorkReportForm(SectionForm):
    """The report since the present title, in the editor."""

    rich = ("report",)
    wide = ("report",)

    report = RichTextField("专业技术工作总结", REPORT_LIMIT, noun="总结")


class OtherEvidenceForm(SectionForm):
    """One document that no other section asks for."""

    row_title = ("name",)
    wide = ("name",)

    name = line("标题", 60, hint="这份材料是什么，例如“考核登记表”。")


WORK_REPORT = Section(
    key="work_report",
    title="10 专业技术工作总结",
    form=WorkReportForm,
    hint="写任现职以来的专业技术工作：做了什么、解决了什么问题、结果怎样；编辑完成后点击“保存”",
)
OTHER_EVIDENCE = Section(
    key="other_evidence",
    title="11 其他材料",
    form=OtherEvidenceForm,
    uploads=("further_evidence",),
    hint="前面各部分没有地方上传的材料，每份填一个标题，没有的不用填，直接保存",
    many=True,
    max_items=20,
    noun="一份材料",
)
