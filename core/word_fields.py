"""Words that people read or that go on record."""

import re

from django import forms

from core.validators import visible

# Control signs and those that turn the direction of writing: a name with them reads as another one, and an
# export with them breaks. NUL stays, for the validator that refuses it.
UNREADABLE = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


class WordsField(forms.CharField):
    """Words that can be seen, without signs that cannot; invisible signs alone are no words."""

    def to_python(self, value):
        words = UNREADABLE.sub("", super().to_python(value))
        words = words.strip() if self.strip else words
        return words if visible(words).strip() else ""
