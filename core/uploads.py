"""Uploaded pictures: what may be uploaded, storing, ordering and deleting it, and who may open it.

Owners live on higher floors and are named by kind and UUID. Whether a person may add or delete is asked
by the owner's own service before it calls here; whether a person may read is asked through `owner`.
"""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath, PureWindowsPath
from typing import Any, BinaryIO
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from core import audit, file_disk, images
from core.adjustments import NONE, Adjustment, AdjustmentRefused
from core.errors import Refused
from core.images import NormalisedImage
from core.models import StoredFile
from core.pii import star_out
from core.portraits import Checks
from core.stored_pictures import filled, written

MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "HEIF": "image/heic,image/heif",
    "PDF": "application/pdf",
}
NAMES = {"JPEG": "JPG", "PNG": "PNG", "WEBP": "WebP", "HEIF": "HEIC"}
ACCEPTED = tuple(MEDIA_TYPES)
OWN_CAPACITY = "applicant"
NAME_LENGTH = 60
LONG_NUMBER = re.compile(r"[0-9]{11,}[Xx]?")
GONE = "这张图刚才已经删除了"
CHANGED = "这张图刚才已经在别处调整过或删除了，请看一看再决定要不要改"

MayRead = Callable[[Any, UUID, StoredFile], bool]
_specs: dict[str, "UploadSpec"] = {}
_owners: dict[str, MayRead] = {}


@dataclass(frozen=True)
class UploadSpec:
    """One kind of picture: what is accepted, and what is made of it.

    `max_bytes`, `pixels` (longest side) and `least_side` (shortest side, in pixels; 0 takes any) bound the
    stored JPEG, `accept_bytes` the upload. `example` is
    a static path, `hint` a sentence above the tiles, `ratio` the wanted width and height, if any, `checks`
    what is said about a picture that is not as it should be. What is `is_identity` shows a document number:
    only those who may see the number in full may open it.
    """

    code: str
    label: str
    max_count: int = 1
    max_bytes: int = 500 * 1024
    formats: tuple[str, ...] = ACCEPTED
    pixels: int = 2400
    least_side: int = 0
    example: str = ""
    hint: str = ""
    accept_bytes: int = 20 * 1024 * 1024
    ratio: tuple[int, int] | None = None
    checks: Checks | None = None
    is_identity: bool = False

    @property
    def figures(self) -> str:
        """What the photo studio in the browser works by, as JSON."""
        checks = self.checks.as_figures() if self.checks else {}
        blockers = [*checks.get("blockers", ()), "least"]
        own = {"ratio": self.ratio, "least_side": self.least_side, "blockers": blockers}
        return json.dumps(checks | own)

    @property
    def kinds_words(self) -> str:
        """The formats as people call them; each page of a PDF becomes a picture of its own."""
        photographs = "、".join(NAMES[name] for name in self.formats if name != "PDF") + " 图片"
        return f"{photographs}或 PDF（一页算一张）" if "PDF" in self.formats else photographs

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
    adjustment: Adjustment = NONE,
) -> StoredFile:
    """Normalise the picture in `stream` and keep it at `position` (from 0; default: last).

    Of a PDF every page is kept, in order, or none; returned is the first.

    `guard` is called in the transaction that writes the row, before any lock of ours: there the owner's
    service locks the owner and raises if nothing may be added any more, with the slow work already done.
    The bytes are on disk before the row exists, so no row ever lacks its file; a file whose row never
    came is removed here or, after a crash, by `core.file_sweep`.
    Raises ImageRefused, StorageFull, or Refused when `spec.max_count` files are there already.
    """
    blank = partial(
        StoredFile,
        owner_kind=owner_kind,
        owner_id=owner_id,
        spec_code=spec.code,
        row_id=row_id,
        original_name=safe_name(name),
        uploaded_by=actor.user if actor else None,
    )
    free = max(spec.max_count - _siblings(blank()).count(), 1)
    pictures = images.normalise_all(stream, spec, most=free, adjustment=adjustment)
    with written(pictures) as paths:
        files = [filled(blank(), picture, pair) for picture, pair in zip(pictures, paths, strict=True)]
        return _insert(files, spec, position, guard, actor=actor)


def adjust(
    file: StoredFile,
    adjustment: Adjustment,
    *,
    actor: Any,
    guard: Callable[[], None] | None = None,
) -> StoredFile:
    """Cut, turn or brighten a stored picture; `guard` as in `store`.

    Raises ImageRefused, StorageFull, AdjustmentRefused when nothing is to be changed, or Refused when the
    picture was deleted or adjusted elsewhere meanwhile.
    """
    if adjustment == NONE:
        raise AdjustmentRefused("请先选择怎么旋转、裁剪或改变亮度，再点“应用调整”")
    spec = upload_spec(file.spec_code)
    try:
        with (file_disk.root() / file.path).open("rb") as stream:
            picture = images.normalise(stream, spec, adjustment)
    except FileNotFoundError:
        raise Refused(CHANGED) from None
    with written([picture]) as [pair]:
        return _replace(file, picture, pair, guard, actor=actor)


@transaction.atomic
def _insert(
    files: list[StoredFile],
    spec: UploadSpec,
    position: int | None,
    guard: Callable[[], None] | None,
    *,
    actor: Any,
) -> StoredFile:
    if guard:
        guard()
    _lock(files[0])
    siblings = _siblings(files[0])
    if siblings.count() + len(files) > spec.max_count:
        raise Refused(f"“{spec.label}”最多 {spec.max_count} 张，已经够了。请先删除一张再传")
    last = siblings.aggregate(last=Max("position"))["last"]
    end = 0 if last is None else last + 1
    for index, file in enumerate(files):
        file.position = end + index
        file.save()
        if position is not None:
            _place(file, max(position, 0) + index)
        _record("core.file_stored", file, actor)
    return files[0]


@transaction.atomic
def _replace(
    file: StoredFile,
    picture: NormalisedImage,
    paths: tuple[str, str],
    guard: Callable[[], None] | None,
    *,
    actor: Any,
) -> StoredFile:
    if guard:
        guard()
    _lock(file)
    stored = StoredFile.objects.filter(pk=file.pk).first()
    if stored is None:
        raise Refused(GONE)
    if stored.path != file.path:
        raise Refused(CHANGED)
    old = stored.path, stored.thumb_path
    filled(stored, picture, paths).save()
    _record("core.file_adjusted", stored, actor)
    transaction.on_commit(lambda: file_disk.remove(*old), robust=True)
    return stored


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
