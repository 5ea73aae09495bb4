"""What narrows the message centre."""

from django import forms
from django.core.exceptions import ValidationError

from messaging.enums import EventGroup
from messaging.event_register import codes_of, events

MANY_DIGITS = 7


class InboxFilter(forms.Form):
    """Filters of the inbox; they stand in the address, so no number of a person may be among them."""

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
        if "@" in words or (words.isalnum() and words[:MANY_DIGITS].isdigit() and len(words) >= MANY_DIGITS):
            raise ValidationError("这里请填标题或正文里的几个字，不要填证件号、手机号或邮箱。")
        return words

    @property
    def only_unread(self) -> bool:
        """Whether the tab 未读 is open."""
        return bool(getattr(self, "cleaned_data", {}).get("unread"))

    def apply(self, inbox):
        """Narrow the inbox by what is filled in."""
        asked = self.cleaned_data
        inbox = inbox.unread() if asked["unread"] else inbox
        if asked["group"] == EventGroup.OTHER:
            inbox = inbox.exclude(template_code__in=events())
        elif asked["group"]:
            inbox = inbox.filter(template_code__in=codes_of(asked["group"]))
        return inbox.with_words(asked["q"]) if asked["q"] else inbox

    def chips(self, params) -> list[tuple[str, str]]:
        """(words, address without it) of the filters that are on."""
        asked = getattr(self, "cleaned_data", {})
        group = asked.get("group") and EventGroup(asked["group"]).label
        on = {"group": group and f"类别：{group}", "q": asked.get("q") and f"含有：{asked['q']}"}
        return [(words, _without(params, name)) for name, words in on.items() if words]


def _without(params, name: str) -> str:
    rest = params.copy()
    for gone in (name, "cursor"):
        rest.pop(gone, None)
    return f"?{rest.urlencode()}"
