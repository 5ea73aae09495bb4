"""What narrows the message centre."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from core.filters import FilterForm
from core.pii import looks_private
from messaging.enums import EventGroup
from messaging.event_register import codes_of, events


def _of_group(inbox, group):
    if group == EventGroup.OTHER:
        return inbox.exclude(template_code__in=events())
    return inbox.filter(template_code__in=codes_of(group))


class InboxFilter(FilterForm):
    """Filters of the inbox; they stand in the address, so no number of a person may be among them."""

    silent = ("unread",)
    narrow: ClassVar = {
        "unread": lambda inbox, _: inbox.unread(),
        "group": _of_group,
        "q": lambda inbox, words: inbox.with_words(words),
    }

    unread = forms.BooleanField(required=False, widget=forms.HiddenInput)
    group = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *EventGroup.choices])
    q = forms.CharField(
        label="标题或正文里的字",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-find": ""}),
    )

    def clean_q(self):
        """Whoever mistakes the field must not put a document number or a mobile into the address."""
        words = self.cleaned_data["q"].strip()
        if looks_private(words):
            raise ValidationError("这里请填标题或正文里的几个字，不要填证件号、手机号或邮箱。")
        return words

    @property
    def only_unread(self) -> bool:
        """Whether the tab 未读 is open."""
        return bool(getattr(self, "cleaned_data", {}).get("unread"))

    def words_of(self, name: str) -> str:
        """One filter in words."""
        return f"含有：{self.cleaned_data['q']}" if name == "q" else super().words_of(name)
