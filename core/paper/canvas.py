"""The canvas of printed papers: page numbers of pages in all, check code, square code, and the pale mark."""

from collections.abc import Mapping

import segno
from reportlab.pdfgen.canvas import Canvas

from core.paper import measures
from core.paper.blocks import Picture, Sheet
from core.paper.fonts import FACE, printable
from core.paper.pictures import Later

FOOT_SIZE, MARK_SIZE, MARK_ALPHA = 8.5, 96, 0.08


class PaperCanvas(Canvas):
    """Keeps every page until the last one is known, then numbers them."""

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.kept: list[dict] = []
        self.pictures: dict[str, Picture] = {}
        self.setTitle(printable(sheet.title))
        self.setCreator("GXZC")

    def keep_place(self, picture: Picture) -> str:
        """Name an object to be appended later, which shows this picture."""
        name = f"picture-{len(self.pictures)}"
        self._doc.addForm(name, Later())
        self.pictures[name] = picture
        return name

    def numbered_pictures(self) -> Mapping[int, Picture]:
        """The pictures by the object numbers they were given when the document was saved."""
        numbers = self._doc.idToObjectNumberAndVersion
        return {numbers[self._doc.getXObjectName(name)][0]: one for name, one in self.pictures.items()}

    def showPage(self) -> None:  # noqa: N802 - the name ReportLab calls
        """Keep the page."""
        self.kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Number and write all pages."""
        pages = self.kept
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            self._foot(number, len(pages))
            if number == 1 and self.sheet.address:
                self._square()
            if self.sheet.mark:
                self._mark()
            super().showPage()
        self.kept = pages
        super().save()

    def _foot(self, number: int, total: int) -> None:
        width, y = self._pagesize[0], measures.BOTTOM - 18
        self.setFont(FACE, FOOT_SIZE)
        self.setLineWidth(measures.LINE_WIDTH)
        self.line(measures.SIDE, y + 12, width - measures.SIDE, y + 12)
        self.drawString(measures.SIDE, y, printable(self.sheet.foot))
        self.drawRightString(width - measures.SIDE, y, f"第 {number} 页 共 {total} 页")

    def _square(self) -> None:
        """The address of the check page, to be read by a telephone, in the right upper corner."""
        matrix = segno.make_qr(self.sheet.address, error="m").matrix
        dot = measures.SQUARE / len(matrix)
        left = self._pagesize[0] - measures.SIDE - measures.SQUARE
        top = self._pagesize[1] - measures.TOP + 6
        for row, line in enumerate(matrix):
            for column, dark in enumerate(line):
                if dark:
                    self.rect(left + column * dot, top - (row + 1) * dot, dot, dot, stroke=0, fill=1)

    def _mark(self) -> None:
        width, height = self._pagesize
        self.saveState()
        self.translate(width / 2, height / 2)
        self.rotate(45)
        self.setFillAlpha(MARK_ALPHA)
        self.setFont(FACE, MARK_SIZE)
        self.drawCentredString(0, -MARK_SIZE / 3, self.sheet.mark)
        self.restoreState()
