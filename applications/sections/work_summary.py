"""3. 工作小结: the summary of the probation period, in the editor."""

from django import forms
from django.core.exceptions import ValidationError

from applications import labels
from core.rich_text import has_words, sanitise, text_length
from core.sections import Section, SectionForm


class WorkSummaryForm(SectionForm):
    """At most 700 characters of the sanitised text, line breaks not counted."""

    rich = ("summary",)
    wide = ("summary",)

    summary = forms.CharField(
        label=labels.SUMMARY_LABEL,
        widget=forms.Textarea(attrs={"data-rich-text": "", "data-max": labels.SUMMARY_LIMIT, "rows": 12}),
        error_messages={"required": "请填写见习期工作小结。"},
    )

    def clean_summary(self):
        html = sanitise(self.cleaned_data["summary"])
        if not has_words(html):
            raise ValidationError("请填写见习期工作小结。")
        count = text_length(html)
        if count > labels.SUMMARY_LIMIT:
            over = count - labels.SUMMARY_LIMIT
            raise ValidationError(
                f"小结现在有 {count} 个字符，最多 {labels.SUMMARY_LIMIT} 个，请删去 {over} 个字符。"
            )
        return html


WORK_SUMMARY = Section(
    key="work_summary", title="3. 工作小结", form=WorkSummaryForm, hint="编辑完成后点击“保存”"
)
