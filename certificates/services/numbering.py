"""Certificate numbers and control numbers of the platform (decision B30), given without gaps."""

import re
from dataclasses import astuple, dataclass

from django.db import connection

from certificates.models import CertificateSequence
from certificates.models.sequence import SEQUENCE_LIMIT
from core.errors import Refused
from core.numbering import damm_digit, damm_valid

SHAPE = re.compile(r"[0-9]{15}")
GUANGXI = "45"


@dataclass(frozen=True)
class SequenceKey:
    """What one sequence of serials belongs to.

    `region4` is the last four digits of the GB/T 2260 code (0000 for the autonomous region itself),
    `level_digit` 1 for 正高级 to 5 for 员级, `series_code` 01 to 27.
    """

    year: int
    region4: str
    level_digit: int
    series_code: str


def certificate_number(key: SequenceKey, serial: int) -> str:
    """YY RRRR L SS NNNNN and a Damm check digit: 15 digits. `serial` is 1 to 99999."""
    body = f"{key.year % 100:02}{key.region4}{key.level_digit}{key.series_code}{serial:05}"
    return body + damm_digit(body)


def control_number(key: SequenceKey, serial: int, *, office_code: str) -> str:
    """L SS OOOOOO YYYY NNNNN, 18 digits without check digit, in the manner of 证书管理号 since 2010."""
    return f"{key.level_digit}{key.series_code}{office_code}{key.year}{serial:05}"


def is_platform_number(text: str) -> bool:
    """Whether a text has the shape of a platform number and its check digit is right."""
    return bool(SHAPE.fullmatch(text)) and damm_valid(text)


def region_code_of(number: str) -> str | None:
    """GB/T 2260 code of the region in a platform number, None for any other text."""
    return GUANGXI + number[2:6] if is_platform_number(number) else None


NEXT_SERIAL = f"""
INSERT INTO {CertificateSequence._meta.db_table} AS s (year, region4, level_digit, series_code, last)
VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (year, region4, level_digit, series_code)
DO UPDATE SET last = s.last + 1 WHERE s.last < {SEQUENCE_LIMIT}
RETURNING last
"""  # noqa: S608 - names of our own table, values are parameters


def next_serial(key: SequenceKey) -> int:
    """The next serial of one sequence. The row stays locked until the transaction ends, so that a rollback
    leaves no gap. Raises Refused when 99999 is given: the number has no room for more and never wraps."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_SERIAL, astuple(key))
        row = cursor.fetchone()
    if row is None:
        raise Refused(
            f"{key.year} 年该地区、级别和系列的证书编号已用满 {SEQUENCE_LIMIT} 个，不能再发号。"
            "请联系平台管理单位扩展编号规则。"
        )
    return row[0]
