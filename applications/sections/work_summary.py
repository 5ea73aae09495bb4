"""3. 工作小结: the summary of the probation period, in the editor."""

from applications import labels
from applications.sections.rich import RichTextField
from core.sections import Section, SectionForm


class WorkSummaryForm(SectionForm):
    """At most 700 characters of the sanitised text, line breaks not counted."""

    rich = ("summary",)
    wide = ("summary",)

    summary = RichTextField(labels.SUMMARY_LABEL, labels.SUMMARY_LIMIT, noun="小结")


WORK_SUMMARY = Section(
    key="work_summary", title="3. 工作小结", form=WorkSummaryForm, hint="编辑完成后点击“保存”"
)
