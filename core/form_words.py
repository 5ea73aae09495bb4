"""The sentences Django's forms say by themselves, in our voice; what a field says itself still wins."""

from django import forms
from django.core import validators

FIELDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "请填写这一项。"},
    forms.ChoiceField: {"invalid_choice": "请从列表里选一项。"},
    forms.MultipleChoiceField: {
        "invalid_choice": "请从列表里选择。",
        "invalid_list": "请从列表里选择。",
    },
    forms.ModelChoiceField: {"invalid_choice": "请从列表里选一项。"},
    forms.UUIDField: {"invalid": "请从列表里选一项。"},
    forms.DateField: {"invalid": "请按“年-月-日”填写，例如 2026-07-01。"},
}


def speak() -> None:
    """Put our sentences in the place of Django's; called once, before any form is declared."""
    for field, words in FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    validators.MaxLengthValidator.message = "最多填 %(limit_value)d 个字，现在有 %(show_value)d 个，请精简。"
    validators.ProhibitNullCharactersValidator.message = "里面有看不见的字符，请删掉后再填一遍。"
