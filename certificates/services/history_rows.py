"""One line of 《历年中初级专业技术资格证书信息明细表》, and everything that may be wrong with it.

Sources: 钦市职改办字〔2019〕7号 附件1 (columns and rules 1 to 9), 证书审验指引 2019 (at most 15 digits).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Sex
from catalogue.enums import TitleLevel
from catalogue.services import Register
from certificates.enums import AcquisitionMethod, CertificateState, DatePrecision
from core import validators
from core.pii import mask_id_number
from core.validators import DocumentKind

NO_NUMBER = ("", "无")
EARLIEST_GRANT = dt.date(1986, 1, 1)
# Rule 3 of the template; certificates of 高级 come from the regional office and by another list.
TEMPLATE_LEVELS = (TitleLevel.TECHNICIAN, TitleLevel.ASSISTANT, TitleLevel.INTERMEDIATE)
STATES = {"正常": CertificateState.NORMAL, "作废": CertificateState.VOIDED}
LEVELS = {level.label: level for level in TitleLevel}
METHODS = {method.label: method for method in AcquisitionMethod}
SEXES = {sex.label: sex for sex in Sex}
# Field, its heading in the template, least and most characters.
TEXTS = (
    ("name", "姓名", 2, 50),
    ("employer_name", "单位名称", 0, 100),
    ("specialty", "证书专业", 1, 80),
    ("granting_body", "授予单位", 1, 120),
    ("evaluation_body", "评审机构", 0, 120),
    ("decree_number", "批文文号", 0, 60),
)


class FaultKind(StrEnum):
    """What follows from a fault: the line is not written, it was written before, or it is written anyway."""

    ERROR = "error"
    DUPLICATE = "duplicate"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """What is wrong in one field of one line; `value` as given, of a document number the last four only."""

    row: int
    field: str
    value: str
    reason: str
    kind: FaultKind = FaultKind.ERROR


@dataclass(frozen=True)
class HistoricalRow:
    """One line, its cells trimmed and its dates read; words as the template has them (助理级, 评审, 正常).

    `row` is the number by which the office finds the line again. Numbers are text, empty or 无 for none.
    `document_kind` empty is told from the form of the number; `nationality` is needed for passports only.
    """

    row: int
    name: str
    id_number: str
    series: str
    level: str
    title: str
    specialty: str
    granting_body: str
    granted_on: dt.date | None
    acquisition_method: str
    state: str
    certificate_number: str = ""
    control_number: str = ""
    sex: str = ""
    employer_name: str = ""
    certified_on: dt.date | None = None
    granted_precision: str = DatePrecision.DAY
    certified_precision: str = DatePrecision.DAY
    evaluation_body: str = ""
    decree_number: str = ""
    document_kind: str = ""
    nationality: str = ""

    @property
    def kind_of_document(self) -> str:
        """The kind given, else the one the number has the form of (rule 2: 身份证, 护照 or 通行证)."""
        number = validators.normalise(self.id_number)
        forms = (
            (validators.RESIDENT_ID, DocumentKind.RESIDENT_ID),
            (validators.OLD_RESIDENT_ID, DocumentKind.RESIDENT_ID),
            (validators.HK_MACAO_PERMIT, DocumentKind.HK_MACAO_PERMIT),
            (validators.TAIWAN_PERMIT, DocumentKind.TAIWAN_PERMIT),
        )
        guessed = next((kind for form, kind in forms if form.fullmatch(number)), DocumentKind.PASSPORT)
        return self.document_kind or guessed

    def fault(self, field: str, reason: str, kind: FaultKind = FaultKind.ERROR) -> Fault:
        """A fault of this line."""
        value = str(getattr(self, field) or "")
        return Fault(self.row, field, mask_id_number(value) if field == "id_number" else value, reason, kind)


@dataclass(frozen=True)
class Rules:
    """What lines are judged against: the catalogue, the levels this list may hold, and today."""

    register: Register
    levels: tuple[TitleLevel, ...]
    today: dt.date


Found = Iterator[tuple[str, str]]
Check = Callable[[HistoricalRow, Rules], Found]


def faults_of(row: HistoricalRow, rules: Rules) -> list[Fault]:
    """Everything that is wrong with one line, looked at by itself."""
    errors = [row.fault(field, reason) for check in ERRORS for field, reason in check(row, rules)]
    if errors:
        return errors
    return [row.fault(field, reason, FaultKind.WARNING) for field, reason in _warnings(row)]


def _texts(row: HistoricalRow, _rules: Rules) -> Found:
    for field, heading, least, most in TEXTS:
        length = len(getattr(row, field))
        if length < least:
            yield field, f"{heading}是必报项，请补上。" if not length else f"{heading}至少 {least} 个字。"
        elif length > most:
            yield field, f"{heading}最多 {most} 个字，现在是 {length} 个。"


def _numbers(row: HistoricalRow, _rules: Rules) -> Found:
    for field, heading, most in (
        ("certificate_number", "证书编号", 15),
        ("control_number", "证书管理号", 18),
    ):
        number = getattr(row, field)
        if number not in NO_NUMBER and not re.fullmatch(rf"[0-9]{{1,{most}}}", number):
            yield field, f"{heading}应为不超过 {most} 位的数字；没有编号的请填“无”。"


def _document(row: HistoricalRow, _rules: Rules) -> Found:
    if not row.id_number:
        yield "id_number", "身份证号是必报项，请补上。"
        return
    try:
        validators.normalise_document(row.kind_of_document, row.id_number, nationality=row.nationality)
    except ValidationError as problem:
        yield "id_number", f"{problem.messages[0]}。"


def _title(row: HistoricalRow, rules: Rules) -> Found:
    series, level = rules.register.find_series(row.series), LEVELS.get(row.level)
    if series is None:
        yield "series", "职称系列不在职称系列一览表里，请照评审条件的系列名称填写。"
    if level not in rules.levels:
        yield "level", f"职称级别只能是{'、'.join(one.label for one in rules.levels)}。"
    elif series and not rules.register.knows_title(series, level, row.title):
        yield "title", f"{series.name}{level.label}没有这个资格名称，请照职称系列一览表填写。"


def _words(row: HistoricalRow, _rules: Rules) -> Found:
    for field, heading, words in (
        ("acquisition_method", "获取方式", METHODS),
        ("state", "证书状态", STATES),
        ("sex", "性别", {"": "", **SEXES}),
    ):
        if getattr(row, field) not in words:
            yield field, f"{heading}只能是{'、'.join(filter(None, words))}。"


def _dates(row: HistoricalRow, rules: Rules) -> Found:
    if row.granted_on is None:
        yield "granted_on", "授予时间是必报项，请补上。"
    elif not EARLIEST_GRANT <= row.granted_on <= rules.today:
        yield "granted_on", f"授予时间应在 {EARLIEST_GRANT} 到今天之间。"
    if row.certified_on and row.certified_on > rules.today:
        yield "certified_on", "办证时间不能晚于今天。"


ERRORS: tuple[Check, ...] = (_texts, _numbers, _document, _title, _words, _dates)


def _warnings(row: HistoricalRow) -> Found:
    number = validators.normalise(row.id_number)
    if row.sex and validators.RESIDENT_ID.fullmatch(number):
        told = "男" if int(number[16]) % 2 else "女"
        if told != row.sex:
            yield "sex", f"身份证号第 17 位表示{told}性，与填写的性别不符，请核对。"
    if row.certified_on and row.granted_on and row.certified_on < row.granted_on:
        yield "certified_on", "办证时间早于授予时间，请核对。"
    if METHODS[row.acquisition_method] == AcquisitionMethod.EVALUATION and not row.evaluation_body:
        yield "evaluation_body", "获取方式是评审的，建议填写评审机构。"


def rules_for(levels: tuple[TitleLevel, ...]) -> Rules:
    """The rules as they stand today; reads the catalogue in three statements."""
    return Rules(Register(), levels, timezone.localdate())
