"""Form fields whose values are entries of the catalogue."""

from django import forms

from catalogue.models import EnumItem


class EnumField(forms.ChoiceField):
    """One entry of an enumeration of the catalogue; its code is what is kept."""

    def __init__(self, group: str, **kwargs):
        self.group = group
        messages = {"required": f"请选择{kwargs.get('label', '')}。"}
        super().__init__(choices=self._entries, error_messages=messages, **kwargs)

    def _entries(self):
        entries = EnumItem.objects.filter(group=self.group).order_by("order", "code")
        return [("", "请选择"), *entries.values_list("code", "name")]
