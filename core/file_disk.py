"""Where the bytes of stored files lie: random names below one folder outside the web root."""

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from core.errors import Refused

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
ORPHAN_AGE = timedelta(hours=1)


class StorageFull(Refused):
    """The disk takes no more bytes."""

    status = 507

    def __init__(self) -> None:
        super().__init__("存放图片的空间暂时满了，这张图没能保存。已保存的材料都还在，请稍后再传一次")


def root() -> Path:
    """Return the folder of all stored files."""
    return Path(settings.MEDIA_ROOT) / "private"


def write(content: bytes, suffix: str = ".jpg") -> str:
    """Write `content` under a new random name, force it to disk and return the name below `root()`.

    Raises StorageFull, leaving nothing behind, when the disk is full.
    """
    name = secrets.token_hex(16)
    target = root() / name[:2] / f"{name}{suffix}"
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_through(target, content)
    except OSError as error:
        target.unlink(missing_ok=True)
        if error.errno in FULL:
            raise StorageFull from error
        raise
    return f"{name[:2]}/{target.name}"


@contextlib.contextmanager
def writing(suffix: str) -> Iterator[tuple[str, BinaryIO]]:
    """Open a new file of a random name to be written piece by piece; yields the name below `root()` and it.

    On the way out it is forced to disk; whatever is raised meanwhile leaves nothing behind.
    Raises StorageFull when the disk is full.
    """
    name = secrets.token_hex(16)
    target = root() / name[:2] / f"{name}{suffix}"
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(_created(target), "wb") as file:
            yield f"{name[:2]}/{target.name}", file
            file.flush()
            os.fsync(file.fileno())
        _sync_folder(target.parent)
    except BaseException as error:
        target.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno in FULL:
            raise StorageFull from error
        raise


def _created(target: Path) -> int:
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _write_through(target: Path, content: bytes) -> None:
    with os.fdopen(_created(target), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(target.parent)


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def link(name: str) -> str:
    """Give stored bytes a second random name; they are never changed, and each name is removed alone.

    Raises StorageFull when the disk takes no more names, FileNotFoundError when the bytes are gone.
    """
    source = root() / name
    twin = secrets.token_hex(16)
    target = root() / twin[:2] / f"{twin}{source.suffix}"
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.link(source, target)
    except OSError as error:
        if error.errno in FULL:
            raise StorageFull from error
        raise
    return f"{twin[:2]}/{target.name}"


def remove(*names: str) -> None:
    """Delete files by name; one that is gone already is no error."""
    for name in names:
        (root() / name).unlink(missing_ok=True)


def folders() -> Iterator[tuple[str, set[str]]]:
    """Yield each sub-folder with the names in it that are old enough to have their row by now."""
    newest = time.time() - ORPHAN_AGE.total_seconds()
    for folder in sorted(root().glob("??")):
        yield folder.name, {f"{folder.name}/{entry.name}" for entry in _entries(folder, newest)}


def _entries(folder: Path, newest: float) -> Iterator[os.DirEntry]:
    with os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(FileNotFoundError):
                if entry.stat().st_mtime < newest:
                    yield entry
