"""A long text of the editor, counted as the page counts it."""

from django import forms
from django.core.exceptions import ValidationError

from core.rich_text import has_words, sanitise, text_length


class RichTextField(forms.CharField):
    """At most `limit` characters of the sanitised text, line breaks not counted; refusals call it `noun`."""

    def __init__(self, label: str, limit: int, *, noun: str):
        self.limit, self.noun = limit, noun
        super().__init__(
            label=label,
            widget=forms.Textarea(attrs={"data-rich-text": "", "data-max": limit, "rows": 12}),
            error_messages={"required": f"请填写{label}。"},
        )

    def clean(self, value):
        html = sanitise(super().clean(value))
        if not has_words(html):
            raise ValidationError(self.error_messages["required"])
        count = text_length(html)
        if count > self.limit:
            over = count - self.limit
            raise ValidationError(
                f"{self.noun}现在有 {count} 个字符，最多 {self.limit} 个，请删去 {over} 个字符。"
            )
        return html
