"""Uploaded workbooks: honest ones are read as text, hostile ones are refused in little time and memory."""

import dataclasses
import random
import time
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from core.workbooks import DEFAULT, Column, Limits, WorkbookRefused, read
from tests.core.books import book, saved, with_member, with_rows

COLUMNS = (
    Column("name", "姓名"),
    Column("number", "证件号码", aliases=("身份证号",)),
    Column("note", "备注", required=False),
)
NUMBER = "450103199001010011"
HEAD = ("姓名", "证件号码")


def told(content, **limits):
    return read(content, COLUMNS, limits=dataclasses.replace(DEFAULT, **limits))


def test_rows_come_under_their_columns_with_the_numbers_excel_shows():
    sheet = told(
        book(
            ["填表说明"],
            [],
            ["备注", "*姓名（必填）", "身份证号："],
            [None, " 黄秀芳 ", NUMBER],
            [],
            ["x", "韦", 7],
        )
    )
    assert [row.number for row in sheet.rows] == [4, 6]
    first, second = sheet.rows
    assert (first.cells["name"].text, first.cells["number"].text) == ("黄秀芳", NUMBER)
    assert first.cells["note"].text == ""
    assert (second.cells["note"].text, second.cells["number"].text) == ("x", "7")
    assert not any(cell.problem for row in sheet.rows for cell in row.cells.values())


def test_short_rows_are_filled_up():
    row = told(book(["姓名", "证件号码", "备注"], ["黄"])).rows[0]
    assert row.cells["note"].text == row.cells["number"].text == ""


def test_a_number_that_lost_its_end_is_not_taken():
    cell = told(book(HEAD, ["黄", int(NUMBER)])).rows[0].cells["number"]
    assert "后几位已经丢失" in cell.problem


def test_a_formula_is_told_as_text_and_not_as_its_result():
    cells = told(book(HEAD, ['=HYPERLINK("http://x")', "=1+1"])).rows[0].cells
    assert cells["number"].text == "=1+1"
    assert "公式" in cells["number"].problem
    assert "公式" in cells["name"].problem


def test_text_that_begins_like_a_formula_stays_text():
    made = Workbook()
    made.active.append(HEAD)
    made.active.append(["黄", "x"])
    made.active["B2"].value, made.active["B2"].data_type = "=cmd|' /c calc'!A1", "s"
    cell = told(saved(made)).rows[0].cells["number"]
    assert (cell.text, cell.problem) == ("=cmd|' /c calc'!A1", "")


def test_hidden_sheets_are_passed_over():
    made = Workbook()
    made.active.append(["其他"])
    made.active.sheet_state = "hidden"
    made.create_sheet("名单").append(HEAD)
    made["名单"].append(["黄", NUMBER])
    assert told(saved(made)).name == "名单"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "这不是 Excel 工作簿"),
        (b"name,number\n1,2\n", "这不是 Excel 工作簿"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 .xls 或加了密码"),
        (b"PK\x03\x04" + bytes(200), "没能读懂"),
        (book(HEAD), "还没有填写内容"),
        (book(["姓名", "手机"], ["黄", "1"]), "没有找到“证件号码”这一列"),
        (with_member(book(HEAD, ["黄", "1"]), "xl/vbaProject.bin", b"x"), "带有宏"),
        (with_member(book(HEAD, ["黄", "1"]), "xl/worksheets/sheet1.xml", "<worksheet"), "没能读懂"),
    ],
    ids=["empty", "csv", "xls", "cut", "no-rows", "no-column", "macros", "broken-xml"],
)
def test_what_is_no_such_workbook_is_refused_with_what_to_do(content, sentence):
    with pytest.raises(WorkbookRefused, match=sentence):
        told(content)


def test_a_zip_that_is_no_workbook_is_refused():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(WorkbookRefused, match="这不是 Excel 工作簿"):
        told(target.getvalue())


@pytest.mark.parametrize("place", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_and_outside_files_are_never_looked_at(place, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("planted")
    text = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file://{secret}">]><a>&b;</a>'
    with pytest.raises(WorkbookRefused) as refused:
        told(with_member(book(HEAD, ["黄", "1"]), place, text))
    assert "planted" not in str(refused.value)


def test_a_bomb_is_refused_before_it_is_inflated():
    """By what it says of its size: memory enough to inflate it all would end in another sentence."""
    bomb = with_member(book(HEAD, ["黄", "1"]), "xl/worksheets/sheet1.xml", b" " * (150 * 1024 * 1024))
    assert len(bomb) < DEFAULT.max_bytes
    with pytest.raises(WorkbookRefused, match="展开以后太大"):
        told(bomb, memory=4 * 1024**3)


@pytest.mark.parametrize(
    ("rows", "limit"),
    [
        (f'<row><c t="inlineStr"><is><t>{"x" * 60_000_000}</t></is></c></row>', {"memory": 96 * 1024 * 1024}),
        # An unfinished row: its end is looked for through the whole sheet.
        (f"<row>{'<c/>' * 8_000_000}</row>", {"seconds": 1}),
    ],
    ids=["memory", "seconds"],
)
def test_a_child_that_needs_too_much_is_stopped(rows, limit):
    with pytest.raises(WorkbookRefused, match="展开以后太大"):
        told(with_rows(rows), **limit)


def test_a_million_rows_are_refused_after_the_first_few_thousand():
    content = with_rows('<row><c t="inlineStr"><is><t>a</t></is></c></row>' * 1_000_000)
    began = time.monotonic()
    with pytest.raises(WorkbookRefused, match="最多导入 2,000 行"):
        told(content)
    assert time.monotonic() - began < 5


def test_limits_of_bytes_and_rows_hold_exactly():
    content = book(HEAD, *[["黄", str(row)] for row in range(5)])
    assert len(told(content, max_rows=5).rows) == 5
    with pytest.raises(WorkbookRefused, match="最多导入 4 行"):
        told(content, max_rows=4)
    with pytest.raises(WorkbookRefused, match="超过 0 MB"):
        told(content, max_bytes=len(content) - 1)


def test_damaged_workbooks_never_bring_anything_but_a_sentence():
    content = bytearray(book(HEAD, ["黄秀芳", NUMBER]))
    dice = random.Random(20_26)  # noqa: S311 - repeatable damage
    for _ in range(12):
        mutant = bytearray(content)
        for _ in range(8):
            mutant[dice.randrange(4, len(mutant))] = dice.randrange(256)
        try:
            told(bytes(mutant))
        except WorkbookRefused as refused:
            assert str(refused).endswith("。")  # noqa: PT017 - either a sheet or a sentence


def test_the_child_gets_no_secret_and_writes_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "planted")
    monkeypatch.chdir(tmp_path)
    assert Limits().memory == 512 * 1024 * 1024
    told(book(HEAD, ["黄", NUMBER]))
    assert list(tmp_path.iterdir()) == []
