"""Pictures on papers: their place is kept when the pages are laid out, their bytes follow one by one.

ReportLab keeps a whole document in memory. So it is given the text and the places only; each JPEG is then
appended as it lies on disk, in what PDF calls an incremental update (ISO 32000-1, 7.5.6). However many scans
there are, one of them is in memory.
"""

import re
from collections.abc import Callable, Mapping
from typing import Protocol
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.pdfbase.pdfdoc import PDFObject
from reportlab.platypus import Flowable, Paragraph

from core.paper import measures
from core.paper.blocks import Picture
from core.paper.fonts import printable

GONE = "这张图片暂时取不到，请回到平台查看。"
COLOURS = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)


class Target(Protocol):
    """What a paper is written into; it is only ever appended to."""

    def write(self, content: bytes, /) -> int:
        """Take more bytes and say how many."""


class Later(PDFObject):
    """An object whose content is appended when the rest of the document is written."""

    def format(self, _document) -> bytes:
        """What stands in its place until then."""
        return b"null"


class Placed(Flowable):
    """The place of a picture, as large as fits into `box`, or into a page of its own with its caption."""

    def __init__(self, picture: Picture, *, box=None, fills_page: bool = False):
        super().__init__()
        self.picture, self.box, self.fills_page = picture, box, fills_page
        self.hAlign = "CENTER"

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The room it takes; a whole frame if it fills the page."""
        if self.fills_page:
            self.box = (available_width, measures.frame_size(False)[1] - 1)
        self.width, self.height = self.box
        return self.box

    def draw(self) -> None:
        """Draw the caption and keep the place."""
        floor = measures.CAPTION_HEIGHT if self.fills_page else 0
        if self.fills_page:
            self._words(self.picture.caption, 0)
        if not self.picture.path.exists():
            self._words(GONE, floor)
            return
        width, height = self._fitted(self.height - floor)
        canvas = self.canv
        canvas.saveState()
        canvas.translate((self.width - width) / 2, floor + (self.height - floor - height) / 2)
        canvas.scale(width, height)
        canvas.doForm(canvas.keep_place(self.picture))
        canvas.restoreState()

    def _fitted(self, most_height: float) -> tuple[float, float]:
        scale = min(self.width / self.picture.width, most_height / self.picture.height)
        return self.picture.width * scale, self.picture.height * scale

    def _words(self, text: str, y: float) -> None:
        paragraph = Paragraph(escape(printable(text)), measures.CAPTION)
        paragraph.wrapOn(self.canv, self.width, measures.CAPTION_HEIGHT)
        paragraph.drawOn(self.canv, 0, y)


def append(
    base: bytes, pictures: Mapping[int, Picture], target: Target, on_picture: Callable[[int], None]
) -> int:
    """Write `base` and after it the pictures by their object numbers; returns how many bytes that were.

    `on_picture` is told how many are written. FileNotFoundError when a picture went away meanwhile.
    """
    target.write(base)
    at, places = len(base), {}
    for done, (number, picture) in enumerate(pictures.items(), start=1):
        places[number] = at
        at += _written(target, number, picture)
        on_picture(done)
    return at + target.write(_update(base, places, at)) if places else at


def _written(target: Target, number: int, picture: Picture) -> int:
    content = picture.path.read_bytes()
    with Image.open(picture.path) as opened:
        colours, (width, height) = COLOURS[opened.mode], opened.size
    head = (
        f"{number} 0 obj\n<< /Type /XObject /Subtype /Image /Width {width} /Height {height} "
        f"/ColorSpace /{colours} /BitsPerComponent 8 /Filter /DCTDecode /Length {len(content)} >>\nstream\n"
    )
    return sum(target.write(part) for part in (head.encode(), content, b"\nendstream\nendobj\n"))


def _update(base: bytes, places: Mapping[int, int], at: int) -> bytes:
    """The cross-reference table of what was appended, which points back to the first one."""
    found = TRAILER.search(base)
    if found is None:
        raise ValueError("no trailer where the pages end")
    entries = "".join(f"{number} 1\n{place:010d} 00000 n \n" for number, place in sorted(places.items()))
    trailer = b"trailer\n<<%s/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n" % (found[1], found[2], at)
    return b"xref\n" + entries.encode() + trailer
