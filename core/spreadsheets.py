"""Exports as .xlsx in which every cell is text: no formula runs, and no 18-digit number loses its end."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.http import FileResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TEXT = 32_767
TEXT_FORMAT = "@"
HEAD_FONT = Font(bold=True)
SPOOL_BYTES = 5 * 1024 * 1024
TEMPLATE_WIDTH, TEMPLATE_ROWS = 24, 2_001


def workbook_response(filename: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """Return a download of one sheet: `columns` as its bold first row, then `rows`, None as an empty cell.

    `filename` may be Chinese and must carry no personal data. Rows are written as they come, so an
    iterator keeps memory small.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.freeze_panes = "A2"
    sheet.append([_text_cell(sheet, label, font=HEAD_FONT) for label in columns])
    for row in rows:
        sheet.append([_text_cell(sheet, value) for value in row])
    return _download(book, filename)


def template_response(
    filename: str, columns: Sequence[str], *, choices: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> FileResponse:
    """Return an empty workbook to fill in: text columns, so that long numbers stay whole.

    Args:
        choices: heading → values to pick from in that column.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "数据"
    sheet.freeze_panes = "A2"
    for place, label in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].number_format = TEXT_FORMAT
        sheet.column_dimensions[letter].width = TEMPLATE_WIDTH
        head = sheet.cell(row=1, column=place, value=label)
        head.font, head.number_format = HEAD_FONT, TEXT_FORMAT
        if label in choices:
            offered = DataValidation(type="list", formula1=f'"{",".join(choices[label])}"', allow_blank=True)
            offered.add(f"{letter}2:{letter}{TEMPLATE_ROWS}")
            sheet.add_data_validation(offered)
    return _download(book, filename)


def write_book(target: Any, sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> None:
    """Write a workbook into the open binary file `target`: each sheet is (title, columns, rows)."""
    book = Workbook(write_only=True)
    for title, columns, rows in sheets:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        sheet.append([_text_cell(sheet, label, font=HEAD_FONT) for label in columns])
        for row in rows:
            sheet.append([_text_cell(sheet, value) for value in row])
    book.save(target)


def _download(book: Workbook, filename: str) -> FileResponse:
    target = tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES)  # noqa: SIM115 - the response closes it
    book.save(target)
    target.seek(0)
    response = FileResponse(target, as_attachment=True, filename=filename, content_type=CONTENT_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


def _text_cell(sheet: Any, value: Any, font: Font | None = None) -> WriteOnlyCell:
    text = "" if value is None else ILLEGAL_CHARACTERS_RE.sub("", str(value))
    cell = WriteOnlyCell(sheet, text[:LONGEST_TEXT])
    cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    cell.quotePrefix = True
    if font:
        cell.font = font
    return cell
