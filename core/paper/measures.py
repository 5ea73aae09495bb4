"""The measures and styles of printed papers, in points."""

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from core.paper.fonts import FACE

SIDE, TOP, BOTTOM = 16 * mm, 15 * mm, 18 * mm
HEAD_HEIGHT = 22 * mm
SQUARE = 17 * mm
LABEL = 29 * mm
PORTRAIT = (26 * mm, 36 * mm)
CAPTION_HEIGHT = 9 * mm
LINE_WIDTH = 0.5
CELL_PADDING = 12
SEAL_HEIGHT = 34
# A row taller than this fits on no page, upright or on its side.
TALLEST_ROW = 150 * mm

BODY = ParagraphStyle("body", fontName=FACE, fontSize=10.5, leading=17, wordWrap="CJK")
PLAIN = ParagraphStyle("plain", BODY, spaceBefore=4, spaceAfter=4)
INDENTED = ParagraphStyle("indented", BODY, firstLineIndent=21, spaceAfter=3)
CELL = ParagraphStyle("cell", BODY, fontSize=9.5, leading=13.5)
CELL_LABEL = ParagraphStyle("cell_label", CELL, alignment=TA_CENTER)
HEADING = ParagraphStyle("heading", BODY, fontSize=12, leading=18, spaceBefore=9, spaceAfter=4)
TITLE = ParagraphStyle("title", BODY, fontSize=18, leading=26, alignment=TA_CENTER)
SUBTITLE = ParagraphStyle("subtitle", BODY, fontSize=10, leading=15, alignment=TA_CENTER)
CAPTION = ParagraphStyle("caption", CELL, alignment=TA_CENTER)
RIGHT = ParagraphStyle("right", BODY, alignment=TA_RIGHT)


def page_size(is_landscape: bool) -> tuple[float, float]:
    """Width and height of the page."""
    return (A4[1], A4[0]) if is_landscape else A4


def frame_size(is_landscape: bool) -> tuple[float, float]:
    """Width and height of what may be written on."""
    width, height = page_size(is_landscape)
    return width - 2 * SIDE, height - TOP - BOTTOM
