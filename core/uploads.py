"""Uploaded pictures: what may be uploaded, storing, ordering and deleting it, and who may open it.

Owners live on higher floors and are named by kind and UUID. Whether a person may add or delete is asked
by the owner's own service before it calls here; whether a person may read is asked through `owner`.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath, PureWindowsPath
from typing import Any, BinaryIO
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from core import audit, file_disk, images
from core.errors import Refused
from core.models import StoredFile
from core.pii import star_out

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic,image/heif",
}
PHOTOGRAPHS = tuple(MEDIA_TYPES)
OWN_CAPACITY = "applicant"
NAME_LENGTH = 60
LONG_NUMBER = re.compile(r"[0-9]{11,}[Xx]?")
GONE = "这张图刚才已经删除了"

MayRead = Callable[[Any, UUID, StoredFile], bool]
_specs: dict[str, "UploadSpec"] = {}
_owners: dict[str, MayRead] = {}


@dataclass(frozen=True)
class UploadSpec:
    """One kind of picture: what is accepted, and what is made of it.

    `max_bytes` and `pixels` (longest side) bound the stored JPEG, `accept_bytes` the upload. `example` is
    a static path, `hint` a sentence above the tiles, `ratio` the wanted width and height, if any. What is
    `is_identity` shows a document number: only those who may see the number in full may open it.
    """

    code: str
    label: str
    max_count: int = 1
    max_bytes: int = 500 * 1024
    formats: tuple[str, ...] = PHOTOGRAPHS
    pixels: int = 2400
    example: str = ""
    hint: str = ""
    accept_bytes: int = 20 * 1024 * 1024
    ratio: tuple[int, int] | None = None
    is_identity: bool = False

    @property
    def accept(self) -> str:
        """Value of the `accept` attribute of the file input."""
        return ",".join(MEDIA_TYPES[name] for name in self.formats)


def register_spec(spec: UploadSpec) -> UploadSpec:
    """Make `spec` known under its code; two different specs under one code are a mistake."""
    if _specs.setdefault(spec.code, spec) != spec:
        raise ValueError(f"upload spec {spec.code} is registered twice")
    return spec


def upload_spec(code: str) -> UploadSpec:
    """Return the spec registered under `code`; KeyError if there is none."""
    return _specs[code]


def owner(kind: str) -> Callable[[MayRead], MayRead]:
    """Decorate `may_read(actor, owner_id, file) -> bool`, which answers for all files of this owner kind."""

    def register(may_read: MayRead) -> MayRead:
        if _owners.setdefault(kind, may_read) is not may_read:
            raise ValueError(f"owner kind {kind} is registered twice")
        return may_read

    return register


def may_read(actor: Any, file: StoredFile) -> bool:
    """Say whether `actor` may open `file`; of an owner kind nobody answers for, nobody may."""
    answer = _owners.get(file.owner_kind)
    return bool(answer and answer(actor, file.owner_id, file))


def files_of(
    owner_kind: str, owner_id: UUID, spec_code: str | None = None, row_id: UUID | None = None
) -> QuerySet[StoredFile]:
    """Return the files of an owner in their order; with `spec_code` those of one kind and one row."""
    files = StoredFile.objects.filter(owner_kind=owner_kind, owner_id=owner_id)
    return files.filter(spec_code=spec_code, row_id=row_id) if spec_code else files


def store(
    stream: BinaryIO,
    *,
    name: str,
    spec: UploadSpec,
    owner_kind: str,
    owner_id: UUID,
    actor: Any,
    position: int | None = None,
    row_id: UUID | None = None,
    guard: Callable[[], None] | None = None,
) -> StoredFile:
    """Normalise the picture in `stream` and keep it at `position` (from 0; default: last).

    `guard` is called in the transaction that writes the row, before any lock of ours: there the owner's
    service locks the owner and raises if nothing may be added any more, with the slow work already done.
    The bytes are on disk before the row exists, so no row ever lacks its file; a file whose row never
    came is removed here or, after a crash, by `core.file_sweep`.
    Raises ImageRefused, StorageFull, or Refused when `spec.max_count` files are there already.
    """
    picture = images.normalise(stream, spec)
    written: list[str] = []
    try:
        written.append(file_disk.write(picture.content))
        written.append(file_disk.write(picture.thumbnail))
        file = StoredFile(
            owner_kind=owner_kind,
            owner_id=owner_id,
            spec_code=spec.code,
            row_id=row_id,
            original_name=safe_name(name),
            path=written[0],
            thumb_path=written[1],
            size=len(picture.content),
            width=picture.width,
            height=picture.height,
            sha256=picture.sha256,
            notice=picture.notice,
            uploaded_by=actor.user if actor else None,
        )
        return _insert(file, spec, position, guard, actor=actor)
    except BaseException:
        file_disk.remove(*written)
        raise


@transaction.atomic
def _insert(
    file: StoredFile,
    spec: UploadSpec,
    position: int | None,
    guard: Callable[[], None] | None,
    *,
    actor: Any,
) -> StoredFile:
    if guard:
        guard()
    _lock(file)
    siblings = _siblings(file)
    if siblings.count() >= spec.max_count:
        raise Refused(f"“{spec.label}”最多 {spec.max_count} 张，已经够了。请先删除一张再传")
    last = siblings.aggregate(last=Max("position"))["last"]
    file.position = 0 if last is None else last + 1
    file.save()
    if position is not None:
        _place(file, position)
    _record("core.file_stored", file, actor)
    return file


@transaction.atomic
def delete(file: StoredFile, actor: Any) -> None:
    """Delete the row now and the bytes once the transaction has committed."""
    _lock(file)
    if not StoredFile.objects.filter(pk=file.pk).delete()[0]:
        raise Refused(GONE)
    _record("core.file_deleted", file, actor)
    transaction.on_commit(lambda: file_disk.remove(file.path, file.thumb_path), robust=True)


@transaction.atomic
def move(file: StoredFile, position: int, actor: Any) -> None:
    """Put `file` at `position` (from 0) among the files of its kind; beyond the ends means at the end."""
    _lock(file)
    if not _siblings(file).filter(pk=file.pk).exists():
        raise Refused(GONE)
    _place(file, position)
    _record("core.file_moved", file, actor)


@transaction.atomic
def note_opened(file: StoredFile, actor: Any) -> None:
    """Record that somebody looked at the full picture; people looking at their own are not recorded."""
    if actor.capacity != OWN_CAPACITY:
        _record("core.file_opened", file, actor)


def safe_name(name: str) -> str:
    """Return a file name fit for display: no folders, no control or direction signs, numbers starred."""
    last = PureWindowsPath(PurePath(unicodedata.normalize("NFKC", name)).name).name
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    return star_out(LONG_NUMBER.sub("***", shown))[-NAME_LENGTH:].strip() or "图片"


def _lock(file: StoredFile) -> None:
    """Queue all changes to the files of one owner, so that two uploads cannot both be the last allowed."""
    with connection.cursor() as cursor:
        key = f"core.uploads:{file.owner_kind}:{file.owner_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _siblings(file: StoredFile) -> QuerySet[StoredFile]:
    return files_of(file.owner_kind, file.owner_id, file.spec_code, file.row_id)


def _place(file: StoredFile, position: int) -> None:
    order = [sibling for sibling in _siblings(file) if sibling.pk != file.pk]
    order.insert(max(position, 0), file)
    for place, sibling in enumerate(order):
        sibling.position = place
    StoredFile.objects.bulk_update(order, ["position"])


def _record(event: str, file: StoredFile, actor: Any) -> None:
    owner_name = f"{file.owner_kind}:{file.owner_id}"
    audit.record(event, subject=file, actor=actor, spec=file.spec_code, owner=owner_name)
