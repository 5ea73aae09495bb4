"""Which passwords are accepted (decision B6): long enough, not common, not made of one's own data."""

import functools
import unicodedata

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from catalogue import pinyin

LONGEST = 64
SHORTEST_PART = 4
# The help line was once the password of every office; it is on every page.
HOTLINE = "5505013"


@functools.cache
def common_passwords():
    """The list Django ships: the 20,000 most common ones, in lower case."""
    return CommonPasswordValidator().passwords


def own_parts(*, name="", id_number="", mobile="", email="", account=""):
    """Pieces of a person's own data that must not stand in their password, in lower case."""
    birth = id_number[6:14] if len(id_number) == 18 else ""
    parts = {
        pinyin.full(name),
        id_number.lower(),
        id_number[-6:].lower(),
        birth,
        birth[2:],
        mobile,
        mobile[-8:],
        mobile[-6:],
        email.lower(),
        email.lower().split("@")[0],
        account.lower(),
    }
    return {part for part in parts if len(part) >= SHORTEST_PART}


def check(password, *, staff=False, **own):
    """Raise ValidationError with a sentence when the password is not accepted.

    Args:
        staff: staff accounts need at least `STAFF_PASSWORD_MIN_LENGTH` characters.
        own: name, id_number, mobile, email and account name of the person, as far as known.
    """
    shortest = settings.STAFF_PASSWORD_MIN_LENGTH if staff else settings.PASSWORD_MIN_LENGTH
    if not shortest <= len(password) <= LONGEST:
        raise ValidationError(f"密码应为 {shortest} 至 {LONGEST} 位，请再调整一下", code="length")
    if not password.isprintable():
        raise ValidationError("密码里有看不见的字符，请用字母、数字和符号", code="characters")
    lowered = unicodedata.normalize("NFKC", password).lower()
    if lowered in common_passwords() or HOTLINE in lowered or len(set(lowered)) == 1:
        raise ValidationError("这个密码很常见，容易被人猜到，请换一个", code="common")
    if any(part in lowered for part in own_parts(**own)):
        raise ValidationError(
            "密码里有您的姓名拼音、证件号、手机号或邮箱，容易被人猜到，请换一个", code="own_data"
        )
