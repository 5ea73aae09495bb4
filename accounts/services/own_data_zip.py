"""The zip file of one's own data: packed papers, and pictures that flow into it from where they lie."""

import io
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator

from core import file_disk
from core.models import StoredFile
from core.uploads import upload_spec

PICTURES = "图片"


class _Sink:
    """What zipfile writes into: keeps the bytes until they are taken, so that no file is whole anywhere."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        """All that was written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


def pack(papers: Iterable[tuple[str, str | bytes]]) -> bytes:
    """A small zip file of `papers`, pairs of name and content."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in papers:
            packed.writestr(name, content)
    return target.getvalue()


def named(pictures: Iterable[tuple[str, StoredFile]]) -> list[tuple[str, StoredFile]]:
    """Give each (folder, picture) its name in the zip file, made of what it shows and a number."""
    count: Counter[str] = Counter()
    found = []
    for folder, file in pictures:
        label = upload_spec(file.spec_code).label.replace("/", "、")
        stem = f"{PICTURES}/{folder}/{label}"
        count[stem] += 1
        found.append((f"{stem}-{count[stem]}.jpg", file))
    return found


def stream(papers: bytes, pictures: Iterable[tuple[str, StoredFile]]) -> Iterator[bytes]:
    """Yield the zip file piece by piece: what `pack` made, then every picture that is still there."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as whole:
        with zipfile.ZipFile(io.BytesIO(papers)) as packed:
            for name in packed.namelist():
                whole.writestr(name, packed.read(name))
        yield sink.take()
        for name, file in pictures:
            path = file_disk.root() / file.path
            if path.exists():
                # JPEG is compressed already.
                whole.writestr(name, path.read_bytes(), compress_type=zipfile.ZIP_STORED)
                yield sink.take()
    yield sink.take()
