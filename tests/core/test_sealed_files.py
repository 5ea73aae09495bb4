"""Files sealed piece by piece: they open in their place only, and a failure leaves nothing behind."""

import errno
import hashlib

import pytest

from core import file_disk, sealed_files
from core.file_disk import StorageFull
from core.pii import SealBroken

CONTENT = bytes(range(256)) * 10_000


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def written(place="t.c.1"):
    with sealed_files.writing(place) as writer:
        for start in range(0, len(CONTENT), 700_000):
            writer.write(CONTENT[start : start + 700_000])
    return writer


def test_what_is_sealed_is_read_back_and_nobody_reads_it_on_disk():
    writer = written()
    assert b"".join(sealed_files.reading(writer.name, "t.c.1")) == CONTENT
    assert (writer.size, writer.sha256) == (len(CONTENT), hashlib.sha256(CONTENT).hexdigest())
    path = file_disk.root() / writer.name
    assert CONTENT[:64] not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0


def test_it_opens_in_its_own_place_and_unchanged_only():
    writer = written()
    with pytest.raises(SealBroken):
        b"".join(sealed_files.reading(writer.name, "t.c.2"))
    path = file_disk.root() / writer.name
    broken = bytearray(path.read_bytes())
    broken[-1] ^= 1
    path.write_bytes(broken)
    with pytest.raises(SealBroken):
        b"".join(sealed_files.reading(writer.name, "t.c.1"))


@pytest.mark.parametrize(
    ("raised", "told"),
    [(OSError(errno.ENOSPC, "full"), StorageFull), (ValueError("x"), ValueError)],
    ids=["full", "fault"],
)
def test_what_fails_on_the_way_leaves_nothing(folder, raised, told):
    def fails():
        with sealed_files.writing("t.c.1") as writer:
            writer.write(CONTENT)
            raise raised

    with pytest.raises(told):
        fails()
    assert [path for path in folder.rglob("*") if path.is_file()] == []
