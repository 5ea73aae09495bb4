"""Workbooks for tests: an honest one, and those that mean harm."""

import io
import zipfile

from openpyxl import Workbook


def book(*rows, **cells):
    """The bytes of a workbook with these rows; `cells` set single cells by address."""
    made = Workbook()
    sheet = made.active
    for row in rows:
        sheet.append(row)
    for address, value in cells.items():
        sheet[address] = value
    return saved(made)


def saved(made):
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def with_member(content, name, data):
    """`content` with one member of the archive replaced or added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member, old.read(member))
        new.writestr(name, data)
    return target.getvalue()


def with_rows(rows):
    """A workbook whose sheet holds `rows`, XML written by hand."""
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:A2"/><sheetData>{rows}</sheetData></worksheet>'
    )
    return with_member(book(["a"]), "xl/worksheets/sheet1.xml", sheet)
