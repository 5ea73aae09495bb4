"""Form fields whose values are entries of the catalogue."""

from typing import TypeVar

from django import forms

from catalogue.models import EnumItem

Entry = tuple[str, str]
Form = TypeVar("Form", bound=forms.Form)


class EnumField(forms.ChoiceField):
    """One entry of an enumeration of the catalogue; its code is what is kept.

    `only` are the codes offered where a form does not offer all of them.
    """

    def __init__(self, group: str, *, only: tuple[str, ...] = (), **kwargs):
        self.group = group
        self.only = only
        messages = {"required": f"请选择{kwargs.get('label', '')}。"}
        super().__init__(choices=self._entries, error_messages=messages, **kwargs)

    def _entries(self):
        return self.offered(entries_of([self.group])[self.group])

    def offered(self, entries: list[Entry]) -> list[Entry]:
        """The choices this field makes of the entries of its enumeration."""
        return [("", "请选择"), *(entry for entry in entries if not self.only or entry[0] in self.only)]

    def take(self, lists: dict[str, list[Entry]]) -> None:
        """Offer what is read already, if its enumeration is among `lists`."""
        if self.group in lists:
            self.choices = self.offered(lists[self.group])


def entries_of(groups) -> dict[str, list[Entry]]:
    """The entries of several enumerations in their order, in one statement."""
    found: dict[str, list[Entry]] = {group: [] for group in groups}
    items = EnumItem.objects.filter(group__in=found).order_by("group", "order", "code")
    for group, code, name in items.values_list("group", "code", "name"):
        found[group].append((code, name))
    return found


def groups_of(form: type[forms.Form]) -> set[str]:
    """The enumerations a form asks for."""
    return {field.group for field in form.base_fields.values() if isinstance(field, EnumField)}


def with_lists(form: Form, lists: dict[str, list[Entry]]) -> Form:
    """The form, offering the entries that are read already."""
    for field in form.fields.values():
        if isinstance(field, EnumField):
            field.take(lists)
    return form
