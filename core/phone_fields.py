"""A telephone to be called on: a mobile, or a landline with its area code and perhaps an extension."""

import re

from django import forms
from django.core.exceptions import ValidationError

from core.validators import MOBILE_PREFIX, check_mobile, normalise

# Area codes: 10, the 2x of the largest cities, three digits from 310 on; numbers of a line begin with 2 to 9.
LANDLINE = re.compile(
    r"\(?(0(?:10|2[0-9]|[3-9][0-9]{2}))\)?-?([2-9][0-9]{6,7})(?:(?:转|-|X|EXT\.?)([0-9]{1,6}))?"
)
SERVICE = re.compile(r"([48]00)-?([0-9]{3})-?([0-9]{4})")
PHONE_HINT = "手机，或带区号的座机，例如 0777-2838000。"
WRONG = "{label}请填 11 位手机号，或带区号的座机，例如 0777-2838000，有分机的写 0777-2838000转801。"


def check_phone(value: str | None, label: str = "联系电话") -> str:
    """Return a mobile as 11 digits, a landline as 0777-2838000 or 0777-2838000转801, 400-810-0000 as such.

    Raises ValidationError that names the question `label`.
    """
    number = MOBILE_PREFIX.sub("", normalise(value))
    if found := LANDLINE.fullmatch(number):
        area, line, extension = found.groups()
        return f"{area}-{line}转{extension}" if extension else f"{area}-{line}"
    if found := SERVICE.fullmatch(number):
        return "-".join(found.groups())
    try:
        return check_mobile(number)
    except ValidationError:
        raise ValidationError(WRONG.format(label=label), code="format") from None


class PhoneField(forms.CharField):
    """A question for such a number, kept in one form."""

    def __init__(self, *, label: str, **kwargs):
        super().__init__(label=label, max_length=kwargs.pop("max_length", 40), **kwargs)

    def clean(self, value):
        number = super().clean(value)
        return check_phone(number, str(self.label)) if number else number
