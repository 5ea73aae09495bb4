"""Words that people read or that go on record."""

from django import forms

from core.validators import visible


class WordsField(forms.CharField):
    """Words that can be seen: invisible signs alone are no words."""

    def to_python(self, value):
        words = super().to_python(value)
        return words if visible(words).strip() else ""
