"""Stored pictures that a second owner shows too, without their being read or made again."""

from collections.abc import Iterable
from copy import copy
from uuid import UUID, uuid4

from django.utils import timezone

from core import file_disk
from core.models import StoredFile


def copy_files(
    files: Iterable[tuple[StoredFile, UUID | None]], *, owner_kind: str, owner_id: UUID, actor
) -> list[StoredFile]:
    """Keep each (picture, row of the new owner) for a new owner as well, in its place and of its kind.

    The caller holds the locks of both owners and has seen that there is room. The bytes stay until the last
    owner has deleted its picture. One statement for all.
    """
    made: list[str] = []
    try:
        twins = [_twin(file, made, owner_kind, owner_id, row_id, actor) for file, row_id in files]
        return StoredFile.objects.bulk_create(twins)
    except BaseException:
        file_disk.remove(*made)
        raise


def _twin(file, made: list[str], owner_kind, owner_id, row_id, actor) -> StoredFile:
    # One by one, so that what was made is known when the second fails.
    made.append(file_disk.link(file.path))
    made.append(file_disk.link(file.thumb_path))
    twin = copy(file)
    twin.pk, twin.public_id, twin.created_at = None, uuid4(), timezone.now()
    twin._state = copy(file._state)
    twin._state.adding = True
    twin.owner_kind, twin.owner_id, twin.row_id = owner_kind, owner_id, row_id
    twin.path, twin.thumb_path = made[-2:]
    twin.uploaded_by = actor.user
    return twin
