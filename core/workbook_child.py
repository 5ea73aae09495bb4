"""Reads one uploaded workbook in a process of its own, with little memory and little time; prints JSON.

Run by `core.workbooks` as a script, never imported: it knows nothing of the project, gets the bytes on its
standard input and has neither a file, a secret nor a connection that a hostile workbook could reach.
"""

import datetime as dt
import json
import resource
import sys
import zipfile
from io import BytesIO

MEMBERS = 2_000
INFLATED_BYTES = 100 * 1024 * 1024
# Excel keeps 15 digits of a number and turns the rest into noughts.
FIRST_ROUNDED = 10**15
LONGEST_TEXT = 500


class Unreadable(Exception):
    """The workbook is not read; the text is the code `core.workbooks` has a sentence for."""


def main():
    """Print {"sheet", "rows"} or {"refused": code}."""
    ask = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (ask["memory"], ask["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (ask["seconds"], ask["seconds"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        answer = read(sys.stdin.buffer.read(), ask)
    except Unreadable as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": "large"}
    except Exception:  # noqa: BLE001 - whatever a damaged file sets off, the file is damaged
        answer = {"refused": "damaged"}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


def read(content, ask):
    """The rows of the first visible sheet that hold anything, each as [number, cells]."""
    check_archive(content)
    from openpyxl import load_workbook  # noqa: PLC0415 - slow, and only once the limits stand

    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
    if sheet is None:
        raise Unreadable("damaged")
    # The size a workbook claims for itself is not to be believed.
    sheet.reset_dimensions()
    return {"sheet": sheet.title, "rows": filled_rows(sheet, ask)}


def check_archive(content):
    """Refuse what only looks like a workbook, or would swell, before anything is inflated."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except zipfile.BadZipFile:
        raise Unreadable("damaged") from None
    members = archive.infolist()
    if len(members) > MEMBERS or sum(member.file_size for member in members) > INFLATED_BYTES:
        raise Unreadable("large")
    names = {member.filename for member in members}
    if "xl/workbook.xml" not in names:
        raise Unreadable("foreign")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Unreadable("macros")
    for name in names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(name).read(4_096):
            raise Unreadable("damaged")


def filled_rows(sheet, ask):
    found = []
    # A column formatted down to its end makes rows without content: they are passed over, but not for ever.
    for number, row in enumerate(sheet.iter_rows(max_col=ask["columns"]), start=1):
        if number > ask["scanned"]:
            raise Unreadable("rows")
        cells = [told(cell) for cell in row]
        if any(text for text, _ in cells):
            found.append([number, cells])
        if len(found) > ask["rows"]:
            raise Unreadable("rows")
    return found


def told(cell):
    """(text, code of what is wrong with it) of one cell."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        return clean(getattr(value, "text", None) or value), "formula"
    if cell.data_type == "e":
        return clean(value), "error"
    if isinstance(value, bool):
        return ("是" if value else "否"), ""
    if isinstance(value, int | float):
        return number_told(value)
    if isinstance(value, dt.datetime):
        return (value.date() if value.time() == dt.time() else value).isoformat(), ""
    return clean(value), ""


def number_told(value):
    whole = f"{value:.0f}" if value == int(value) else repr(value)
    return whole, "rounded" if abs(value) >= FIRST_ROUNDED else ""


def clean(value):
    shown = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return " ".join(shown.split())[:LONGEST_TEXT]


if __name__ == "__main__":
    main()
