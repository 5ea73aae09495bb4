"""The pictures of the archive: the person's own, for nobody else to open."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from accounts.actors import Capacity
from accounts.models import ProfileRow
from accounts.profile import archive
from accounts.services.profile_lock import lock
from core import uploads
from core.adjustments import NONE, Adjustment
from core.errors import Refused
from core.models import StoredFile
from core.rows import GONE

OWNER = "profile"
# Far above any career, far below what one person could fill a disk with.
MOST_FILES = 600


@uploads.owner(OWNER)
def may_read(actor, owner_id: UUID, _file: StoredFile) -> bool:
    """Only the person themselves, acting for themselves."""
    return actor.capacity == Capacity.APPLICANT and actor.user.public_id == owner_id


def add_file(
    section,
    spec_code: str,
    stream,
    *,
    name: str,
    actor,
    row_id: UUID | None = None,
    adjustment: Adjustment = NONE,
) -> StoredFile:
    """Store one picture for a section, or for one row of a section that has many.

    Raises ImageRefused when it cannot be read, Refused when the count is reached or the row is gone.
    """

    def still_open() -> None:
        lock(actor)
        if section.many and not _is_there(actor.user, section, row_id):
            raise Refused(GONE)
        if files_of(actor.user).count() >= MOST_FILES:
            raise Refused(f"个人资料里的图片一共最多 {MOST_FILES} 张，已经够了。请先删除不用的再传")

    return uploads.store(
        stream,
        name=name,
        spec=uploads.upload_spec(spec_code),
        owner_kind=OWNER,
        owner_id=actor.user.public_id,
        actor=actor,
        row_id=row_id,
        guard=still_open,
        adjustment=adjustment,
    )


def adjust_file(file: StoredFile, adjustment: Adjustment, *, actor) -> None:
    """Cut, turn or brighten one picture; errors as `core.uploads.adjust`."""

    def locked() -> None:
        lock(actor)

    uploads.adjust(file, adjustment, actor=actor, guard=locked)


@transaction.atomic
def delete_file(file: StoredFile, *, actor) -> None:
    """Delete one picture."""
    lock(actor)
    uploads.delete(file, actor)


@transaction.atomic
def move_file(file: StoredFile, position: int, *, actor) -> None:
    """Put one picture at `position` (from 0) among those of its kind and row."""
    lock(actor)
    uploads.move(file, position, actor)


@transaction.atomic
def delete_all(user, *, actor, row_id: UUID | None = None) -> None:
    """Delete the pictures of one row, or of the whole archive; the caller holds its lock."""
    files = files_of(user)
    for file in files.filter(row_id=row_id) if row_id else files:
        uploads.delete(file, actor)


def files_of(user):
    """All pictures of a person's archive."""
    return uploads.files_of(OWNER, user.public_id)


def files_by_place(user) -> dict[tuple[str, UUID | None], list[StoredFile]]:
    """The pictures by (code of their specification, row), in one statement."""
    found = defaultdict(list)
    for file in files_of(user):
        found[file.spec_code, file.row_id].append(file)
    return found


def avatar_of(user) -> StoredFile | None:
    """The picture a person shows beside their name."""
    return uploads.files_of(OWNER, user.public_id, "avatar").first()


def section_of(file: StoredFile):
    """The section that asks for the kind of this picture."""
    return next(section for section in archive.SECTIONS if file.spec_code in section.uploads)


def _is_there(user, section, row_id) -> bool:
    return ProfileRow.objects.filter(user=user, section_key=section.key, public_id=row_id).exists()
