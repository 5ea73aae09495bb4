"""Rules for numbers people carry: identity documents, mobiles, unified social credit identifiers.

A number that passes is well formed, which does not prove that it is real or belongs to the person.
Sources: GB 11643-1999, GB 32100-2015, GB 11714-1997, and the notices of 公安部 / 国家移民管理局 on permits.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils import timezone
from stdnum import numdb
from stdnum.cn import ric, uscc

LONGEST = 64
CHINA = "CHN"
EARLIEST_BIRTH = dt.date(1900, 1, 1)
PROVINCE_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65))
PROVINCES = frozenset(str(code) for low, high in PROVINCE_RANGES for code in range(low, high + 1))
RESIDENCE_PERMIT_REGIONS = frozenset({"810000", "820000", "830000"})

RESIDENT_ID = re.compile(r"[1-9][0-9]{16}[0-9X]")
OLD_RESIDENT_ID = re.compile(r"[1-9][0-9]{14}")
HK_MACAO_PERMIT = re.compile(r"[HM][0-9]{8}(?:[0-9]{2})?")
TAIWAN_PERMIT = re.compile(r"[0-9]{8}(?:[0-9]{2})?")
TAIWAN_BRACKET = re.compile(r"\([A-Z]\)$")
PERMANENT_RESIDENCE = re.compile(r"[A-Z]{3}[0-9]{12}")
CHINESE_PASSPORT = re.compile(r"E[0-9A-HJ-NP-Z][0-9]{7}|G[0-9]{8}|(?:DE|SE|PE)[0-9]{7}")
FOREIGN_PASSPORT = re.compile(r"[A-Z0-9]{5,17}")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
MOBILE_PREFIX = re.compile(r"^(?:\+|00)86")
USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}")

ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

SENTENCES = {
    "format": "身份证号应为 18 位：前 17 位是数字，最后一位是数字或 X，请对照证件再输一遍",
    "old": "这是 15 位的旧身份证号，已经停用，请填写 18 位的身份证号",
    "checksum": "身份证号最后一位与前 17 位不符，请对照证件再输一遍",
    "birthdate": "身份证号第 7 至 14 位不是一个存在的日期，请对照证件再输一遍",
    "birthrange": "身份证号里的出生日期早于 1900 年或晚于今天，请对照证件再输一遍",
    "region": "身份证号前两位不是省级地区的代码，请对照证件再输一遍",
}
UNKNOWN_REGION = "身份证号前 6 位不在已知的区县代码里，请再核对一遍；确认无误可以继续"


class DocumentKind(TextChoices):
    """Identity documents a person may register with."""

    RESIDENT_ID = "resident_id", "居民身份证"
    HK_MACAO_PERMIT = "hk_macao_permit", "港澳居民来往内地通行证"
    TAIWAN_PERMIT = "taiwan_permit", "台湾居民来往大陆通行证"
    PERMANENT_RESIDENCE = "permanent_residence", "外国人永久居留身份证"
    PASSPORT = "passport", "护照"


@dataclass(frozen=True)
class ResidentId:
    """A well-formed 18-digit number; `warning` is a sentence to show beside it, or empty."""

    no: str
    kind: str
    birth: dt.date
    sex: str
    warning: str = ""


def normalise(value: str | None) -> str:
    """Return `value` as it is stored: NFKC (full width to half), upper case, no spaces or unseen signs."""
    text = unicodedata.normalize("NFKC", (value or "")[: LONGEST * 2])
    return "".join(visible(text).split()).upper()


def visible(text: str) -> str:
    """Return `text` without format signs (category Cf), which chat programs copy along unseen."""
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def check_resident_id(value: str | None, today: dt.date | None = None) -> ResidentId:
    """Read an 18-digit number of GB 11643: identity card, residence permit or 2023 permanent residence card.

    `today` bounds the birth date (default: the date in the site's time zone).
    Raises ValidationError with code format, checksum, birthdate, birthrange or region.
    The district is only warned about: it is where the number was given, and codes are withdrawn.
    """
    number = normalise(value)
    if not RESIDENT_ID.fullmatch(number):
        raise _refusal("format", "old" if OLD_RESIDENT_ID.fullmatch(number) else "format")
    if number[-1] != ric.calc_check_digit(number):
        raise _refusal("checksum")
    birth = _birth_of(number, today or timezone.localdate())
    return ResidentId(
        no=number,
        kind=_kind_of(number),
        birth=birth,
        sex="男" if int(number[16]) % 2 else "女",
        warning=_region_warning(number),
    )


def _refusal(code: str, sentence: str = "") -> ValidationError:
    return ValidationError(SENTENCES[sentence or code], code=code)


def _birth_of(number: str, today: dt.date) -> dt.date:
    try:
        birth = dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise _refusal("birthdate") from None
    if not EARLIEST_BIRTH <= birth <= today:
        raise _refusal("birthrange")
    return birth


def _kind_of(number: str) -> str:
    if number[0] == "9":
        return "永久居留身份证"
    if number[:6] in RESIDENCE_PERMIT_REGIONS:
        return "港澳台居民居住证"
    if number[:2] in PROVINCES:
        return "居民身份证"
    raise _refusal("region")


def _region_warning(number: str) -> str:
    if number[0] in "89":
        return ""
    parts = numdb.get("cn/loc").info(number[:6])
    return "" if any("county" in properties for _, properties in parts) else UNKNOWN_REGION


def normalise_document(kind: str, value: str | None, *, nationality: str = CHINA) -> str:
    """Return the number of a document of `kind` (a DocumentKind) as it is stored.

    `nationality` (ISO 3166 alpha-3) matters for passports only: a foreign one has no common form.
    Raises ValidationError whose message names what the number should look like.
    """
    return CHECKS[DocumentKind(kind)](value, nationality)


def document_identity_key(kind: str, value: str | None, *, nationality: str = CHINA) -> str:
    """Return the part of a document that stays with the person, for a unique index.

    Permits are renewed with new last digits: the first 9 characters (Hong Kong, Macao) or 8 digits
    (Taiwan) name the person. All 18-digit numbers share one key, whatever kind was chosen.
    A passport changes its number with each renewal, so its key only tells equal passports.
    """
    number = normalise_document(kind, value, nationality=nationality)
    match DocumentKind(kind):
        case DocumentKind.HK_MACAO_PERMIT:
            return f"{kind}:{number[:9]}"
        case DocumentKind.TAIWAN_PERMIT:
            return f"{kind}:{number[:8]}"
        case DocumentKind.PASSPORT:
            return f"{kind}:{nationality}:{number}"
    return f"id18:{number}" if len(number) == 18 else f"{kind}:{number}"


def check_mobile(value: str | None) -> str:
    """Return a mainland mobile as 11 digits; +86, spaces and hyphens are taken off.

    Numbers of Hong Kong, Macao and Taiwan get no SMS code and are refused.
    """
    number = MOBILE_PREFIX.sub("", normalise(value).replace("-", ""))
    if not MOBILE.fullmatch(number):
        raise ValidationError("手机号应为 1 开头的 11 位数字，请再核对一遍", code="format")
    return number


def check_uscc(value: str | None) -> str:
    """Return a unified social credit identifier (18 characters, upper case).

    Both check characters are tested: the one of the whole (GB 32100) and the one of the
    organisation code inside it (GB 11714).
    """
    number = normalise(value).replace("-", "")
    if not USCC.fullmatch(number):
        raise ValidationError(
            "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、Z、S、V），请对照登记证书再输一遍",
            code="format",
        )
    if number[-1] != uscc.calc_check_digit(number):
        raise ValidationError(
            "统一社会信用代码最后一位与前 17 位不符，请对照登记证书再输一遍", code="checksum"
        )
    if number[16] != _organisation_digit(number[8:16]):
        raise ValidationError(
            "统一社会信用代码第 17 位与第 9 至 16 位不符，请对照登记证书再输一遍", code="checksum"
        )
    return number


def _organisation_digit(body: str) -> str:
    total = sum(
        BASE36.index(character) * weight for character, weight in zip(body, ORGANISATION_WEIGHTS, strict=True)
    )
    rest = 11 - total % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))


def _resident_id(value: str | None, _nationality: str) -> str:
    return check_resident_id(value).no


def _hk_macao_permit(value: str | None, _nationality: str) -> str:
    return _matching(
        HK_MACAO_PERMIT, normalise(value), "通行证号应为 H 或 M 加 8 位或 10 位数字，请对照证件再输一遍"
    )


def _taiwan_permit(value: str | None, _nationality: str) -> str:
    number = TAIWAN_BRACKET.sub("", normalise(value))
    return _matching(
        TAIWAN_PERMIT, number, "通行证号应为 8 位或 10 位数字，括号和字母不用填，请对照证件再输一遍"
    )


def _permanent_residence(value: str | None, _nationality: str) -> str:
    number = normalise(value)
    if number.startswith("9") and len(number) == 18:
        return check_resident_id(number).no
    return _matching(
        PERMANENT_RESIDENCE,
        number,
        "永久居留身份证号应为 3 个字母加 12 位数字，或 9 开头的 18 位，请对照证件再输一遍",
    )


def _passport(value: str | None, nationality: str) -> str:
    number = normalise(value)
    if nationality == CHINA:
        return _matching(
            CHINESE_PASSPORT,
            number,
            "护照号应为 E 或 G 开头的 9 位，不含字母 I 和 O，请对照护照资料页再输一遍",
        )
    return _matching(FOREIGN_PASSPORT, number, "护照号应为 5 至 17 位字母或数字，请对照护照资料页再输一遍")


def _matching(pattern: re.Pattern[str], number: str, sentence: str) -> str:
    if not pattern.fullmatch(number):
        raise ValidationError(sentence, code="format")
    return number


CHECKS = {
    DocumentKind.RESIDENT_ID: _resident_id,
    DocumentKind.HK_MACAO_PERMIT: _hk_macao_permit,
    DocumentKind.TAIWAN_PERMIT: _taiwan_permit,
    DocumentKind.PERMANENT_RESIDENCE: _permanent_residence,
    DocumentKind.PASSPORT: _passport,
}
