"""Files that are sealed on disk, written and read piece by piece, so that none is whole in memory."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from core import file_disk, pii

PIECE = 1024 * 1024
LENGTH_BYTES = 4


class SealedWriter:
    """What is written here is sealed in pieces of a megabyte, each bound to its place and its number.

    `size` and `sha256` are those of the plain content, complete after `close`.
    """

    def __init__(self, name: str, file: BinaryIO, place: str):
        self.name, self.size = name, 0
        self._file, self._place = file, place
        self._waiting, self._count = bytearray(), 0
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        """Of the plain content so far."""
        return self._digest.hexdigest()

    def write(self, content: bytes, /) -> int:
        """Take more of the content."""
        self._digest.update(content)
        self.size += len(content)
        self._waiting += content
        while len(self._waiting) >= PIECE:
            self._seal(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]
        return len(content)

    def close(self) -> None:
        """Seal what is left."""
        self._seal(bytes(self._waiting))
        self._waiting.clear()

    def _seal(self, piece: bytes) -> None:
        sealed = pii.encrypt_bytes(piece, _place(self._place, self._count))
        self._file.write(len(sealed).to_bytes(LENGTH_BYTES, "big") + sealed)
        self._count += 1


@contextmanager
def writing(place: str) -> Iterator[SealedWriter]:
    """Open a new sealed file; `place` is `table.column.public_id` of the row that will name it.

    Raises StorageFull; whatever is raised meanwhile leaves nothing behind.
    """
    with file_disk.writing(".sealed") as (name, file):
        writer = SealedWriter(name, file, place)
        yield writer
        writer.close()


def reading(name: str, place: str) -> Iterator[bytes]:
    """The plain content piece by piece.

    Raises SealBroken where bytes were changed or belong to another row, FileNotFoundError when they are gone.
    """
    with (file_disk.root() / name).open("rb") as file:
        count = 0
        while length := file.read(LENGTH_BYTES):
            yield pii.decrypt_bytes(file.read(int.from_bytes(length, "big")), _place(place, count))
            count += 1


def _place(place: str, count: int) -> str:
    return f"{place}.{count}"
