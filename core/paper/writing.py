"""Writing a sheet as PDF."""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace

from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from core.paper import measures, pictures
from core.paper.blocks import Facts, Grid, Opinion, Prose, Sheet
from core.paper.canvas import PaperCanvas
from core.paper.flowables import flowables_of
from core.paper.fonts import FACE, known, missing

UNKNOWN_SIGNS = "字库里没有下列字，文中用编码代替：{signs}。打印后请手写补上。"


@dataclass(frozen=True)
class Written:
    """How many pages and bytes a paper has."""

    pages: int
    size: int


def write(
    sheet: Sheet, target: pictures.Target, on_picture: Callable[[int], None] = lambda _: None
) -> Written:
    """Write `sheet` as PDF into `target`, which is only ever appended to.

    The text is laid out first; then the pictures follow one by one, each told to `on_picture` by its count.
    """
    known()
    canvases: list[PaperCanvas] = []
    base = io.BytesIO()

    def canvas(*args, **kwargs):
        canvases.append(PaperCanvas(*args, sheet=sheet, **kwargs))
        return canvases[0]

    _template(base, sheet).build(flowables_of(_with_unknown_signs(sheet)), canvasmaker=canvas)
    done = canvases[0]
    size = pictures.append(base.getvalue(), done.numbered_pictures(), target, on_picture)
    return Written(len(done.kept), size)


def _template(target, sheet: Sheet) -> BaseDocTemplate:
    width, height = measures.frame_size(sheet.is_landscape)
    padding = dict.fromkeys(("leftPadding", "rightPadding", "topPadding", "bottomPadding"), 0)
    frame = Frame(measures.SIDE, measures.BOTTOM, width, height, **padding)
    page = PageTemplate("page", [frame], pagesize=measures.page_size(sheet.is_landscape))
    return BaseDocTemplate(target, pagesize=page.pagesize, pageTemplates=[page], initialFontName=FACE)


def _with_unknown_signs(sheet: Sheet) -> Sheet:
    signs = missing("".join(_texts(sheet)))
    if not signs:
        return sheet
    named = "、".join(f"〔U+{ord(sign):04X}〕" for sign in signs)
    note = Prose([UNKNOWN_SIGNS.format(signs=named)], is_plain=True)
    return replace(sheet, blocks=[*sheet.blocks, note])


def _texts(sheet: Sheet):
    yield from (sheet.title, sheet.subtitle)
    for block in sheet.blocks:
        if isinstance(block, Facts):
            yield from (text for _, text in block.pairs)
        elif isinstance(block, Grid):
            yield from (text for row in block.rows for text in row)
        elif isinstance(block, Prose):
            yield from block.paragraphs
        elif isinstance(block, Opinion):
            yield block.text
