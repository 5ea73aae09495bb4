"""The columns of the invitation workbook, and what each of its rows must hold."""

from django.core.exceptions import ValidationError

from accounts.enums import LineOutcome
from accounts.models import InvitationLine
from accounts.services import identifiers
from core.validators import DocumentKind, check_mobile, normalise_document
from core.workbooks import Column

COLUMNS = (
    Column("name", "姓名", aliases=("员工姓名", "人员姓名")),
    Column("document_kind", "证件类型", required=False),
    Column("id_number", "证件号码", aliases=("身份证号", "身份证号码", "证件号", "公民身份号码")),
    Column("mobile", "手机号码", aliases=("手机号", "手机", "联系电话", "移动电话")),
)
LABELS = {column.key: column.label for column in COLUMNS}
KINDS = {kind.label: kind for kind in DocumentKind} | {"": DocumentKind.RESIDENT_ID}
KINDS |= {"身份证": DocumentKind.RESIDENT_ID, "居民身份证号": DocumentKind.RESIDENT_ID}
LONGEST_NAME = 50


def line_of(row, seen: dict[str, int]) -> InvitationLine:
    """The unsaved line of one sheet row; `seen` maps document digests to earlier rows and grows."""
    typed = {key: cell.text for key, cell in row.cells.items()}
    line = InvitationLine(
        number=row.number,
        name=typed.get("name", ""),
        kind_typed=typed.get("document_kind", ""),
        id_number=typed.get("id_number", ""),
        mobile=typed.get("mobile", ""),
    )
    for key, check in CHECKS.items():
        cell = row.cells.get(key)
        sentence = (cell.problem if cell else "") or _sentence(check, line)
        if sentence:
            line.problems.append([key, sentence])
    _against_earlier(line, seen)
    line.outcome = LineOutcome.WRONG if line.problems else LineOutcome.READY
    return line


def _sentence(check, line) -> str:
    try:
        check(line)
    except ValidationError as wrong:
        return str(wrong.message)
    return ""


def _name(line) -> None:
    line.name = " ".join(line.name.split())
    if not line.name:
        raise ValidationError("没有填写姓名")
    if len(line.name) > LONGEST_NAME or any(map(str.isdigit, line.name)):
        raise ValidationError("姓名应与证件一致，请对照证件再填一遍")


def _kind(line) -> None:
    kind = KINDS.get("".join(line.kind_typed.split()))
    if kind is None:
        raise ValidationError("没有这种证件类型，请从下拉列表里选择，居民身份证可以空着")
    if kind == DocumentKind.PASSPORT:
        raise ValidationError("持护照的人员不能批量邀请，请让本人注册后选择本单位")
    line.document_kind = kind


def _number(line) -> None:
    """Judged once the kind is known; the digest is what the person is found by."""
    if not line.id_number:
        raise ValidationError("没有填写证件号码")
    if line.document_kind:
        line.id_number = normalise_document(line.document_kind, line.id_number)
        line.id_digest = identifiers.of_document(line.document_kind, line.id_number)


def _mobile(line) -> None:
    if not line.mobile:
        raise ValidationError("没有填写手机号码")
    line.mobile = check_mobile(line.mobile)


def _against_earlier(line, seen) -> None:
    if not line.id_digest:
        return
    first = seen.setdefault(line.id_digest, line.number)
    if first != line.number:
        line.problems.append(["id_number", f"和第 {first} 行是同一个人，请删去其中一行"])


CHECKS = {"name": _name, "document_kind": _kind, "id_number": _number, "mobile": _mobile}
