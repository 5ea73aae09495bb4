"""Choosing an employer or an office by keyword, whole without scripts."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

LISTED = 5


def keyword_input(url_name: str, hidden: str, placeholder: str) -> forms.TextInput:
    """A text input that offers a list while typing; the choice goes into the hidden input named `hidden`."""
    return forms.TextInput(
        attrs={
            "placeholder": placeholder,
            "autocomplete": "off",
            "data-autocomplete-url": reverse_lazy(url_name),
            "data-autocomplete-target": f"id_{hidden}",
        }
    )


def one_by_name(found, typed: str, *, chosen=None, thing: str):
    """The one row that a typed name means: the chosen row if it bears the name, else the only match.

    `found` is the query of rows whose name holds the typed words. Raises ValidationError with the names to
    choose from, so that the form is whole without scripts.
    """
    if chosen is not None and chosen.name == typed:
        return chosen
    rows = list(found[: LISTED + 1])
    exact = [row for row in rows if row.name == typed]
    if len(exact) == 1 or len(rows) == 1:
        return (exact or rows)[0]
    if not rows:
        raise ValidationError(f"没有找到名称里有“{typed}”的{thing}，请换一个关键字再试。")
    names = "、".join(row.name for row in rows[:LISTED])
    more = "等" if len(rows) > LISTED else ""
    raise ValidationError(f"名称里有“{typed}”的{thing}不止一家，请填写全称：{names}{more}。")
