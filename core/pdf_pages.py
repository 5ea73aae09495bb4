"""The pages of an uploaded PDF as pictures, drawn by a child process under limits."""

import json
import struct
import threading
from dataclasses import dataclass
from pathlib import Path

from core.child_process import answer_of
from core.errors import Refused

CHILD = Path(__file__).with_name("pdf_child.py")
MAGIC = b"%PDF-"
LONGEST = 5000
AGAIN = "请用“打印为 PDF”重新生成一份，或把每一页拍成照片再传"
SENTENCES = {
    "damaged": f"没能读懂这份 PDF，文件可能没有传完整或已经损坏。{AGAIN}",
    "locked": "这份 PDF 加了密码。请去掉密码，另存一份再传",
    "large": f"这份 PDF 展开以后太大，没能转成图片。{AGAIN}",
    "pages": "这份 PDF 有 {pages} 页，这里还能传 {most} 张。请只留下需要的几页，再传一次",
}

# One PDF at a time in each process.
DRAWING = threading.Lock()


class PdfRefused(Refused):
    """The PDF does not become pictures; the sentence says what to do."""

    status = 422


@dataclass(frozen=True)
class Limits:
    """What drawing may cost: memory and all pictures together in bytes, time in seconds."""

    memory: int = 768 * 1024 * 1024
    bytes: int = 120 * 1024 * 1024
    seconds: int = 30


DEFAULT = Limits()


def is_pdf(data: bytes) -> bool:
    """Say whether `data` begins as a PDF does."""
    return data[:64].lstrip().startswith(MAGIC)


def pages_of(data: bytes, *, most: int, longest: int, limits: Limits = DEFAULT) -> list[bytes]:
    """Return a JPEG for each page, in order, its longest side `longest` pixels.

    Raises PdfRefused when it cannot be read, costs too much, or has more than `most` pages.
    """
    with DRAWING:
        head, pictures = _child(data, most, longest, limits)
    if "refused" in head:
        raise PdfRefused(SENTENCES[head["refused"]].format(pages=head["pages"], most=most))
    return pictures


def _child(data: bytes, most: int, longest: int, limits: Limits) -> tuple[dict, list[bytes]]:
    """What the child says; one that was killed by its limits says the file is too large."""
    ask = {
        "most": most,
        "longest": longest,
        "memory": limits.memory,
        "bytes": limits.bytes,
        "seconds": limits.seconds,
    }
    answer = answer_of(CHILD, data, ask, seconds=limits.seconds)
    if answer is None:
        return {"refused": "large", "pages": 0}, []
    head, _, rest = answer.partition(b"\n")
    return json.loads(head), list(_split(rest))


def _split(stream: bytes):
    place = 0
    while place < len(stream):
        (length,) = struct.unpack_from(">I", stream, place)
        yield stream[place + 4 : place + 4 + length]
        place += 4 + length
