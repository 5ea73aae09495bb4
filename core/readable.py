"""Forms whose answers can be put in words, and two sets of answers beside each other."""

from django import forms


class ReadableForm(forms.Form):
    """`short_labels` stand in read-only views for labels that tell how to fill in."""

    short_labels: dict[str, str] = {}

    def readable(self, answers: dict) -> list[tuple[str, str, str]]:
        """Every question with its answer in words, as (field name, label, text), for read-only views."""
        return [
            (name, self.short_labels.get(name, str(field.label)), self.words(name, field, answers.get(name)))
            for name, field in self.fields.items()
        ]

    def differences(self, mine: dict, theirs: dict) -> list[tuple[str, str, str]]:
        """(label, mine, theirs) in words of every question whose two answers differ."""
        asked = {name for name, field in self.fields.items() if not field.widget.is_hidden}
        rows = zip(self.readable(mine), self.readable(theirs), strict=True)
        return [
            (label, ours, other)
            for (name, label, ours), (_, _, other) in rows
            if name in asked and ours != other
        ]

    def typed(self) -> dict:
        """What stands in the controls of the form now."""
        return {name: self[name].value() for name in self.fields}

    def unlisted(self, _name: str, value) -> str:
        """An answer that is not, or no longer, among the choices of its question."""
        return str(value)

    def words(self, name, field, value) -> str:
        """One stored answer as a person reads it: the label of a choice, never its code."""
        if isinstance(field, forms.BooleanField):
            return "是" if value else "否"
        labels = _labels(field)
        if isinstance(field, forms.MultipleChoiceField):
            chosen = value or ()
            known = [str(label) for code, label in labels.items() if code in chosen]
            return "、".join(known + [str(code) for code in chosen if code not in labels])
        if not value:
            return ""
        return str(labels[value]) if value in labels else self.unlisted(name, value)


def _labels(field) -> dict:
    """Labels by code of a field with choices, groups opened; empty for other fields."""
    labels: dict = {}
    for code, label in getattr(field, "choices", ()):
        labels.update(label if isinstance(label, list | tuple) else [(code, label)])
    return labels
