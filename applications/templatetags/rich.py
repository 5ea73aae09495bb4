"""Showing what was written in the editor."""

from django import template
from django.utils.safestring import mark_safe

from core.rich_text import sanitise

register = template.Library()


@register.filter
def clean_html(html):
    """The HTML of the editor, sanitised once more at the moment it is shown."""
    return mark_safe(sanitise(html or ""))  # noqa: S308 - sanitised in this very line
