"""Two versions of a long text beside each other, sentence by sentence."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

import nh3

KEPT, REMOVED, ADDED = "kept", "removed", "added"
BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]|[^。！？；\n]+")


@dataclass(frozen=True)
class Piece:
    """A run of sentences: `look` is kept, removed or added."""

    look: str
    text: str


def sentences(html: str) -> list[str]:
    """The plain sentences of the HTML of the editor, or of plain text, in their order."""
    plain = unescape(nh3.clean(BLOCK_END.sub("\n", html), tags=set()))
    found = (sentence.strip() for sentence in SENTENCE.findall(plain))
    return [sentence for sentence in found if sentence]


def pieces(old: str, new: str) -> list[Piece]:
    """What became of `old`: runs of sentences kept, removed and added, in the order of `new`.

    Empty where only the looks of the text changed.
    """
    before, after = sentences(old), sentences(new)
    if before == after:
        return []
    found = []
    for _, from_old, to_old, from_new, to_new in SequenceMatcher(None, before, after, False).get_opcodes():
        gone, come = before[from_old:to_old], after[from_new:to_new]
        if gone == come:
            found.append(Piece(KEPT, "".join(gone)))
            continue
        found += [Piece(look, "".join(run)) for look, run in ((REMOVED, gone), (ADDED, come)) if run]
    return found
