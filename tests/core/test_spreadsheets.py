"""In an export every cell is text: nothing runs, nothing is rounded."""

import io
import zipfile
from contextlib import closing

import pytest
from openpyxl import load_workbook

from core.spreadsheets import LONGEST_TEXT, workbook_response

DANGEROUS = (
    "=1+1",
    '=HYPERLINK("//evil")',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    "'=1",
)
ROWS = [
    ["450103199001010016", "000123", None, True],
    ["黄秀芳", 12, "", 3.5],
    *([value] for value in DANGEROUS),
]


def written(columns, rows):
    response = workbook_response("a.xlsx", columns, rows)
    with closing(response.file_to_stream):
        return b"".join(response)


@pytest.fixture
def content():
    return written(["证件号", "编号", "空", "=1"], ROWS)


def cells(content):
    sheet = load_workbook(io.BytesIO(content)).active
    return [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_no_cell_is_a_formula(content):
    assert {cell.data_type for cell in cells(content)} == {"s"}
    assert all(cell.quotePrefix and cell.number_format == "@" for cell in cells(content))
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<f " not in sheet


def test_every_value_comes_back_as_it_was(content):
    values = [cell.value for cell in cells(content)]
    assert values[:7] == ["证件号", "编号", "空", "=1", "450103199001010016", "000123", "True"]
    assert [value.strip() for value in values[-len(DANGEROUS) :]] == [value.strip() for value in DANGEROUS]


def test_the_file_name_is_sent_in_chinese_and_nothing_is_cached():
    response = workbook_response("申报名单 2026.xlsx", ["a"], [])
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E7%94%B3%E6%8A%A5%E5%90%8D%E5%8D%95%202026.xlsx"
    )
    assert response["Cache-Control"] == "private, no-store"
    response.file_to_stream.close()


def test_signs_a_workbook_cannot_hold_are_left_out():
    content = written(["a"], [["前\x00\x08\x1f后"], ["长" * 40_000]])
    values = [cell.value for cell in cells(content)]
    assert values[1] == "前后"
    assert len(values[2]) == LONGEST_TEXT


def test_rows_are_taken_one_by_one():
    content = written(["号"], ([number] for number in range(2000)))
    assert [cell.value for cell in cells(content)][-1] == "1999"
