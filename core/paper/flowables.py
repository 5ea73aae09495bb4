"""How each block of a paper looks: blocks turned into what ReportLab's Platypus lays out."""

from collections.abc import Sequence
from functools import singledispatch
from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.colors import black
from reportlab.platypus import CondPageBreak, Flowable, LongTable, Paragraph, Spacer, Table

from core.paper import measures
from core.paper.blocks import Facts, Grid, Heading, Opinion, Prose, Scan, Sheet, Signed
from core.paper.fonts import FACE, printable
from core.paper.pictures import Placed

SHORT = 20
HEAD_LINES = 5
SEAL_LINE = "（盖章）　　　　　　　年　　月　　日"
# Else tables name Helvetica, which nothing is written with and which is not embedded.
IN_OUR_FONT = ("FONTNAME", (0, 0), (-1, -1), FACE)
RULES = [
    IN_OUR_FONT,
    ("GRID", (0, 0), (-1, -1), measures.LINE_WIDTH, black),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
]


def flowables_of(sheet: Sheet) -> list[Flowable]:
    """Everything of a sheet in its order, the title first."""
    width = measures.frame_size(sheet.is_landscape)[0]
    head = [words(sheet.title, measures.TITLE)]
    if sheet.subtitle:
        head.append(words(sheet.subtitle, measures.SUBTITLE))
    # Long names go on in the next line before they run into the square code.
    margin = measures.SQUARE + 6
    box = Table([[head]], colWidths=[width], minRowHeights=[measures.HEAD_HEIGHT])
    box.setStyle(
        [
            IN_OUR_FONT,
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), margin),
            ("RIGHTPADDING", (0, 0), (-1, -1), margin),
        ]
    )
    return [box, *(flowable for block in sheet.blocks for flowable in laid_out(block, width))]


def words(text: str, style) -> Paragraph:
    """One paragraph of plain text."""
    # ReportLab runs blanks together but those that do not break; a wide one is as wide as four of them.
    return Paragraph(escape(printable(text).replace("\n", " ").replace("　", 4 * "\u00a0")), style)


def cell(text: str, style=measures.CELL) -> list[Paragraph]:
    """The paragraphs of a cell, one for each line of the text."""
    return [words(line, style) for line in text.split("\n") if line.strip()] or [words("", style)]


@singledispatch
def laid_out(block, width: float) -> list[Flowable]:
    """The flowables of one block on a page of this width."""
    raise TypeError(f"no layout for {type(block).__name__}")


@laid_out.register
def _heading(block: Heading, width: float) -> list[Flowable]:
    # A heading alone at the foot of a page has nothing to head.
    return [CondPageBreak(60), words(block.text, measures.HEADING)]


@laid_out.register
def _prose(block: Prose, width: float) -> list[Flowable]:
    style = measures.PLAIN if block.is_plain else measures.INDENTED
    return [words(paragraph, style) for paragraph in block.paragraphs if paragraph.strip()]


@laid_out.register
def _signed(block: Signed, width: float) -> list[Flowable]:
    return [Spacer(width, 24), *(words(line, measures.RIGHT) for line in block.lines)]


@laid_out.register
def _scan(block: Scan, width: float) -> list[Flowable]:
    return [Placed(block.picture, fills_page=True)]


@laid_out.register
def _grid(block: Grid, width: float) -> list[Flowable]:
    shares = block.widths or [1] * len(block.columns)
    head = [cell(label, measures.CELL_LABEL) for label in block.columns]
    rows = [head, *([cell(text) for text in row] for row in block.rows)]
    widths = [width * share / sum(shares) for share in shares]
    return [_table(rows, widths, LongTable, repeatRows=1), Spacer(width, 6)]


@laid_out.register
def _opinion(block: Opinion, width: float) -> list[Flowable]:
    said = [*cell(block.text), Spacer(1, measures.SEAL_HEIGHT), words(block.on or SEAL_LINE, measures.RIGHT)]
    return [_table([[cell(block.body, measures.CELL_LABEL), said]], _columns(width, 1))]


@laid_out.register
def _facts(block: Facts, width: float) -> list[Flowable]:
    pairs = list(block.pairs)
    if block.portrait is None:
        return [*_ruled(pairs, width), Spacer(width, 6)]
    head, rest = pairs[: 2 * HEAD_LINES], pairs[2 * HEAD_LINES :]
    return [_beside_portrait(head, block.portrait, width), *_ruled(rest, width), Spacer(width, 6)]


def _ruled(pairs: Sequence[tuple[str, str]], width: float) -> list[Flowable]:
    """Lines of the same make as one table each: a row that spans columns could not go on on the next page."""
    tables: list[Flowable] = []
    for in_line, lines in groupby(_lines(pairs), key=len):
        rows = [_row(line, in_line) for line in lines]
        tables.append(_table(rows, _columns(width, in_line)))
    return tables


def _lines(pairs: Sequence[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Pairs by line: two short ones beside each other, a long one alone."""
    lines: list[list[tuple[str, str]]] = []
    for label, text in pairs:
        if _is_short(text) and lines and len(lines[-1]) == 1 and _is_short(lines[-1][0][1]):
            lines[-1].append((label, text))
        else:
            lines.append([(label, text)])
    return lines


def _is_short(text: str) -> bool:
    return len(text) <= SHORT and "\n" not in text


def _row(line: Sequence[tuple[str, str]], in_line: int) -> list:
    found: list = []
    for label, text in line:
        found += [cell(label, measures.CELL_LABEL), cell(text)]
    return found + [""] * (2 * in_line - len(found))


def _beside_portrait(pairs, portrait, width: float) -> Table:
    room = measures.PORTRAIT[0] + 4
    rows = [_row(pairs[place : place + 2], 2) for place in range(0, 2 * HEAD_LINES, 2)]
    face = Placed(portrait, box=measures.PORTRAIT)
    table = Table(
        [[*row, face if place == 0 else ""] for place, row in enumerate(rows)],
        colWidths=[*_columns(width - room, 2), room],
        minRowHeights=[measures.PORTRAIT[1] / HEAD_LINES + 1] * HEAD_LINES,
    )
    table.setStyle(
        [
            *RULES,
            ("SPAN", (4, 0), (4, -1)),
            ("ALIGN", (4, 0), (4, -1), "CENTER"),
            ("LEFTPADDING", (4, 0), (4, -1), 2),
            ("RIGHTPADDING", (4, 0), (4, -1), 2),
        ]
    )
    return table


def _table(rows: list, widths: Sequence[float], make: type[Table] = Table, **more) -> Table:
    """A ruled table; only a row that no page could hold goes on on the next one."""
    tallest = max(_height(row, widths) for row in rows)
    table = make(rows, colWidths=widths, splitInRow=int(tallest > measures.TALLEST_ROW), **more)
    table.setStyle(RULES)
    return table


def _height(row: list, widths: Sequence[float]) -> float:
    return max(
        (
            sum(part.wrap(width - measures.CELL_PADDING, measures.TALLEST_ROW)[1] for part in parts)
            for parts, width in zip(row, widths, strict=True)
            if parts
        ),
        default=0,
    )


def _columns(width: float, pairs: int) -> list[float]:
    return [measures.LABEL, width / pairs - measures.LABEL] * pairs
