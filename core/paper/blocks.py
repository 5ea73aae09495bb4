"""What papers are declared of: each block is a value that says what stands there, not how it looks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Picture:
    """A stored JPEG of `width` by `height` pixels, with the words below it."""

    path: Path
    width: int
    height: int
    caption: str = ""


@dataclass(frozen=True)
class Heading:
    """The title of a part."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Pairs of label and text in a ruled box, two pairs a line; a portrait takes the right upper corner."""

    pairs: Sequence[tuple[str, str]]
    portrait: Picture | None = None


@dataclass(frozen=True)
class Prose:
    """Paragraphs of running text, indented as Chinese paragraphs are unless `is_plain`."""

    paragraphs: Sequence[str]
    is_plain: bool = False


@dataclass(frozen=True)
class Grid:
    """A table whose head is repeated on every page; `widths` are the shares of the columns."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float] = ()


@dataclass(frozen=True)
class Opinion:
    """A box with what a body said, and the line for its seal."""

    body: str
    text: str
    on: str = ""


@dataclass(frozen=True)
class Scan:
    """A picture on a page of its own."""

    picture: Picture


@dataclass(frozen=True)
class Signed:
    """The close of a public text: who issues it and on which day, at the right."""

    lines: Sequence[str]


Block = Heading | Facts | Prose | Grid | Opinion | Scan | Signed


@dataclass(frozen=True)
class Sheet:
    """A whole paper: title, the line below it, its blocks, and the lines at the foot of every page.

    `mark` is written large and pale across every page; `address` is what the square code on the first page
    leads to.
    """

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    foot: str = ""
    address: str = ""
    mark: str = ""
    is_landscape: bool = False
