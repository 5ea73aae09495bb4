"""How numbers and names are written before they are compared."""

import re
import unicodedata

MIDDLE_DOT = "·"
DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●．.", MIDDLE_DOT))
BLANKS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")


def normalise_number(text: str) -> str:
    """A certificate number without blanks, full-width digits made plain; leading zeros stay."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text))


def normalise_name(text: str) -> str:
    """The key a name is compared by: NFKC, no blanks, one kind of middle dot (买买提·吐尔逊), no case."""
    return BLANKS.sub("", unicodedata.normalize("NFKC", text)).translate(DOTS).casefold()
