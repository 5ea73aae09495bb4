"""The one font of printed papers, and which characters it can draw."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FACE = "GXZC Serif SC"
FILE = Path(__file__).parent.parent / "data" / "fonts" / "GXZCSerifSC-Regular.ttf"

UNSEEN = {"Cc", "Cf"}
CODE_POINT = re.compile(r"(?<=> <)[0-9A-F]{5,6}(?=>)")


class Font(TTFont):
    """A TrueType font whose characters beyond the first 65,536 can be searched for and copied.

    ReportLab writes their code points where PDF wants UTF-16 (ISO 32000-1, 9.10.3).
    """

    def addObjects(self, doc) -> None:  # noqa: N802 - the name ReportLab calls
        """Add the fonts to a document, and mend what they say of their characters."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                stream.content = CODE_POINT.sub(_utf16, stream.content)


def _utf16(found: re.Match) -> str:
    return chr(int(found[0], 16)).encode("utf-16-be").hex().upper()


@lru_cache(maxsize=1)
def known() -> frozenset[int]:
    """Code points the font draws; the first call makes it known to ReportLab."""
    font = Font(FACE, str(FILE))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)


def missing(text: str) -> list[str]:
    """The characters of `text` that the font cannot draw, each once, in their order."""
    return list(dict.fromkeys(sign for sign in _visible(text) if sign != "\n" and ord(sign) not in known()))


def printable(text: str) -> str:
    """`text` as it is printed: nothing unseen, and code points in place of characters the font lacks.

    A character that is left out in silence would make another name of a name.
    """
    return "".join(
        sign if sign == "\n" or ord(sign) in known() else f"〔U+{ord(sign):04X}〕" for sign in _visible(text)
    )


def _visible(text: str) -> str:
    """The text with one form of each character, every blank a plain one, and no control characters.

    Characters of private use, and those newer than Python's tables, are characters of names and stay.
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    blanks = (" " if unicodedata.category(sign) == "Zs" and sign != "\u3000" else sign for sign in composed)
    return "".join(sign for sign in blanks if sign == "\n" or unicodedata.category(sign) not in UNSEEN)
