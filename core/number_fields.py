"""Numbers as people type them."""

from django import forms
from django.core.exceptions import ValidationError


class _AsTyped:
    """Refuses 1_0, which Python reads as ten and a person does not."""

    def to_python(self, value):
        if "_" in str(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class WholeNumberField(_AsTyped, forms.IntegerField):
    """A whole number."""


class NumberField(_AsTyped, forms.DecimalField):
    """A number with places behind the point."""
