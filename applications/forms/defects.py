"""写明不改的理由: what the applicant says of a defect instead of mending it."""

from django import forms

from applications.models.returns import SENTENCE_LIMIT
from core.word_fields import WordsField


class ExplainForm(forms.Form):
    """A reason; none takes the reason back."""

    answer = WordsField(
        label="不改的理由",
        help_text="单位和职改办会逐字看到。清空后保存，就是收回说明。",
        required=False,
        max_length=SENTENCE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": SENTENCE_LIMIT}),
        error_messages={"max_length": f"理由最多 {SENTENCE_LIMIT} 个字，请精简。"},
    )
