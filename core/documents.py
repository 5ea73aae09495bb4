"""Documents people hand out to be downloaded: storing and deleting them, and who may open them.

As with pictures (`core.uploads`) owners live on higher floors and are named by kind and UUID; whether a
person may add or delete is asked by the owner's own service.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from core import audit, file_disk
from core.document_kinds import MAX_BYTES, judge
from core.errors import Refused
from core.models import StoredDocument
from core.uploads import safe_name

MayRead = Callable[[Any, UUID], bool]
_owners: dict[str, MayRead] = {}


def owner(kind: str) -> Callable[[MayRead], MayRead]:
    """Decorate `may_read(actor, owner_id) -> bool`, which answers for all documents of this owner kind."""

    def register(may_read: MayRead) -> MayRead:
        if _owners.setdefault(kind, may_read) is not may_read:
            raise ValueError(f"document owner {kind} is registered twice")
        return may_read

    return register


def may_read(actor: Any, document: StoredDocument) -> bool:
    """Say whether `actor` may download `document`; of an owner nobody answers for, nobody may."""
    answer = _owners.get(document.owner_kind)
    return bool(answer and answer(actor, document.owner_id))


def documents_of(owner_kind: str, owner_id: UUID) -> QuerySet[StoredDocument]:
    """The documents of one owner in the order they came."""
    return StoredDocument.objects.filter(owner_kind=owner_kind, owner_id=owner_id)


@dataclass(frozen=True)
class Attachments:
    """The documents of rows of one kind, which their service puts in words and publishes.

    `lock(row, actor)` locks the row and raises for who may not write in it now; at most `most` for each.
    """

    owner_kind: str
    most: int
    lock: Callable[[Any, Any], object]

    def of(self, row: Any) -> QuerySet[StoredDocument]:
        """Those of one row in the order they came."""
        return documents_of(self.owner_kind, row.public_id)

    def add(self, row: Any, stream: BinaryIO, *, name: str, actor: Any) -> StoredDocument:
        """Add one; raises as `store` and `lock` do."""
        return store(
            stream,
            name=name,
            owner_kind=self.owner_kind,
            owner_id=row.public_id,
            actor=actor,
            most=self.most,
            guard=lambda: self.lock(row, actor),
        )

    @transaction.atomic
    def take_off(self, row: Any, document: StoredDocument, *, actor: Any) -> None:
        """Take one away again."""
        self.lock(row, actor)
        delete(document, actor=actor)

    def clear(self, row: Any, *, actor: Any) -> None:
        """Delete all of a row that is deleted itself; the caller holds its lock."""
        for document in self.of(row):
            delete(document, actor=actor)


def store(
    stream: BinaryIO,
    *,
    name: str,
    owner_kind: str,
    owner_id: UUID,
    actor: Any,
    most: int,
    guard: Callable[[], object],
) -> StoredDocument:
    """Judge what is in `stream` and keep it, as one of at most `most`.

    `guard` is called in the transaction that writes the row: there the owner's service locks the owner and
    raises if nothing may be added any more. The bytes are on disk before the row exists.
    Raises DocumentRefused, StorageFull, or Refused when there are enough.
    """
    document = judge(stream.read(MAX_BYTES + 1))
    path = file_disk.write(document.content, document.suffix)
    row = StoredDocument(
        owner_kind=owner_kind,
        owner_id=owner_id,
        original_name=PurePath(safe_name(name)).stem + document.suffix,
        media_type=document.media_type,
        path=path,
        size=len(document.content),
        sha256=hashlib.sha256(document.content).hexdigest(),
        uploaded_by=actor.user,
    )
    try:
        return _insert(row, most, guard, actor=actor)
    except BaseException:
        file_disk.remove(path)
        raise


@transaction.atomic
def _insert(row: StoredDocument, most: int, guard: Callable[[], object], *, actor: Any) -> StoredDocument:
    guard()
    _lock(row)
    if documents_of(row.owner_kind, row.owner_id).count() >= most:
        raise Refused(f"附件最多 {most} 个，已经够了。请先删除一个再上传")
    row.save()
    audit.record("core.document_stored", subject=row, actor=actor, owner=f"{row.owner_kind}:{row.owner_id}")
    return row


@transaction.atomic
def delete(document: StoredDocument, *, actor: Any) -> None:
    """Delete the row now and the bytes once the transaction has committed."""
    if not StoredDocument.objects.filter(pk=document.pk).delete()[0]:
        raise Refused("这个附件刚才已经删除了")
    owner_name = f"{document.owner_kind}:{document.owner_id}"
    audit.record("core.document_deleted", subject=document, actor=actor, owner=owner_name)
    transaction.on_commit(lambda: file_disk.remove(document.path), robust=True)


def _lock(row: StoredDocument) -> None:
    """Queue what is added to one owner, so that two uploads cannot both be the last allowed."""
    with connection.cursor() as cursor:
        key = f"core.documents:{row.owner_kind}:{row.owner_id}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
