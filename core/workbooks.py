"""Uploaded workbooks: read by a child process under limits, matched to columns, every cell as text."""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.child_process import answer_of
from core.errors import Refused

CHILD = Path(__file__).with_name("workbook_child.py")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
HEAD_ROWS = 10
OTHER = "没能读懂这个文件。请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再上传。"
SENTENCES = {
    "damaged": OTHER,
    "foreign": "这不是 Excel 工作簿。请下载模板，填好后上传 .xlsx 文件。",
    "macros": "这个工作簿带有宏。请另存为“Excel 工作簿（*.xlsx）”后再上传。",
    "large": "这个工作簿展开以后太大。请只保留要导入的那张表，再上传一次。",
    "old": "这是旧版 .xls 或加了密码的工作簿。请去掉密码，另存为“Excel 工作簿（*.xlsx）”后再上传。",
}
CELL_PROBLEMS = {
    "formula": "单元格里是公式。请改成直接填写的文字",
    "error": "单元格里是 Excel 的错误值。请改成直接填写的文字",
    "rounded": "号码按数字保存，后几位已经丢失。请把单元格设为“文本”，再填一遍",
}
ASIDE = re.compile(r"[（(].*?[）)]|[*＊:：\s]")


class WorkbookRefused(Refused):
    """The file as a whole cannot be read; the sentence says what to do."""

    status = 422


@dataclass(frozen=True)
class Column:
    """A column wanted: its heading, other headings it goes by, and whether the sheet must have it."""

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class Cell:
    """What a cell holds, as text; `problem` is a sentence where it cannot be taken as it stands."""

    text: str = ""
    problem: str = ""


@dataclass(frozen=True)
class SheetRow:
    """One row below the heading, by the number Excel shows and by column key."""

    number: int
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Sheet:
    """The rows of the first visible sheet."""

    name: str
    rows: list[SheetRow]


@dataclass(frozen=True)
class Limits:
    """How much a workbook may hold, in bytes and rows, and cost, in bytes of memory and seconds."""

    max_bytes: int = 5 * 1024 * 1024
    max_rows: int = 2_000
    max_columns: int = 64
    memory: int = 512 * 1024 * 1024
    seconds: int = 5


DEFAULT = Limits()


def read(content: bytes, columns: Sequence[Column], *, limits: Limits = DEFAULT) -> Sheet:
    """Return the rows of an uploaded .xlsx under the wanted columns.

    Nothing is written to disk. Headings are compared without blanks, stars, width and remarks in brackets;
    they stand in one of the first ten rows.

    Raises:
        WorkbookRefused: too large, no workbook, damaged, hostile, or a required column is missing.
    """
    _check_outside(content, limits)
    told = _child(content, limits)
    if told.get("refused") == "rows":
        raise WorkbookRefused(f"一次最多导入 {limits.max_rows:,} 行。请分成几个文件上传。")
    if "refused" in told:
        raise WorkbookRefused(SENTENCES.get(told["refused"], OTHER))
    head, places = _heading(told["rows"], columns)
    rows = [_row(number, cells, places) for number, cells in told["rows"][head + 1 :]]
    filled = [row for row in rows if any(cell.text for cell in row.cells.values())]
    if len(filled) > limits.max_rows:
        raise WorkbookRefused(f"一次最多导入 {limits.max_rows:,} 行。请分成几个文件上传。")
    if not filled:
        raise WorkbookRefused("表里还没有填写内容。请从表头下面一行开始填写，再上传。")
    return Sheet(told["sheet"], filled)


def _check_outside(content: bytes, limits: Limits) -> None:
    if len(content) > limits.max_bytes:
        raise WorkbookRefused(f"文件超过 {limits.max_bytes // 1024 // 1024} MB。请分成几个文件上传。")
    if content.startswith(OLE):
        raise WorkbookRefused(SENTENCES["old"])
    if not content.startswith(ZIP):
        raise WorkbookRefused(SENTENCES["foreign"])


def _child(content: bytes, limits: Limits) -> dict:
    """What the child says; one that was killed by its limits says the file is too large."""
    ask = {
        "memory": limits.memory,
        "seconds": limits.seconds,
        "columns": limits.max_columns,
        "rows": limits.max_rows + HEAD_ROWS,
        "scanned": limits.max_rows * 10,
    }
    answer = answer_of(CHILD, content, ask, seconds=limits.seconds)
    return {"refused": "large"} if answer is None else json.loads(answer)


def _heading(rows: list, columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    """(index of the heading row, column key → place in it)."""
    best: dict[str, int] = {}
    for index, (_, cells) in enumerate(rows[:HEAD_ROWS]):
        places = _places(cells, columns)
        if all(column.key in places for column in columns if column.required):
            return index, places
        best = max(best, places, key=len)
    missing = [column.label for column in columns if column.required and column.key not in best]
    named = "、".join(f"“{label}”" for label in missing)
    raise WorkbookRefused(f"没有找到{named}这一列。请使用下载的模板，不要改动表头。")


def _places(cells: list, columns: Sequence[Column]) -> dict[str, int]:
    headings = [_bare(text) for text, _ in cells]
    places = {}
    for column in columns:
        known = {_bare(name) for name in (column.label, *column.aliases)}
        place = next((place for place, heading in enumerate(headings) if heading in known), None)
        if place is not None:
            places[column.key] = place
    return places


def _bare(heading: str) -> str:
    return ASIDE.sub("", unicodedata.normalize("NFKC", heading)).lower()


def _row(number: int, cells: list, places: dict[str, int]) -> SheetRow:
    """A row; read-only sheets end a row at its last cell, so that further columns are empty."""
    found = {}
    for key, place in places.items():
        text, problem = cells[place] if place < len(cells) else ("", "")
        found[key] = Cell(text, CELL_PROBLEMS.get(problem, ""))
    return SheetRow(number, found)
