"""批文: registering one with its file, and who may open the file."""

import datetime
from collections.abc import Iterable
from typing import BinaryIO

from django.db import transaction

from accounts.services.jurisdiction import jurisdiction
from certificates.models import Decree
from core import audit, documents
from core.errors import Refused
from core.models import StoredDocument

OWNER, MOST = "decree", 1
OTHER_DAY = (
    "批文“{number}”已经登记过，日期是 {day:%Y-%m-%d}，和您填写的不一样。请核对文号和日期；"
    "登记错了的，请批准人把用它发文的人员“退回发文”以后，再登记一次。"
)
NO_FILE = "请上传批文的扫描件。"


@documents.owner(OWNER)
def may_read(actor, decree_id) -> bool:
    """Staff of the office and of those above it."""
    offices = jurisdiction(actor, "see") if actor and actor.office else ()
    return Decree.objects.filter(public_id=decree_id, office__in=offices).exists()


@transaction.atomic
def record(
    *, office, number: str, dated_on: datetime.date, stream: BinaryIO | None, name: str, actor
) -> Decree:
    """The decree of this number, registered with its file if it is new.

    While no result names it, day and file may still be put right; afterwards they stand.

    Raises:
        Refused: named and of another day, or new and without a file; DocumentRefused: no such document.
    """
    decree, created = Decree.objects.select_for_update(of=("self",)).get_or_create(
        office=office, number=number, defaults={"dated_on": dated_on, "made_by": actor.user}
    )
    if not created and decree.results.exists():
        if decree.dated_on != dated_on:
            raise Refused(OTHER_DAY.format(number=number, day=decree.dated_on))
        return decree
    if created and stream is None:
        raise Refused(NO_FILE)
    if created:
        audit.record("certificates.decree_recorded", subject=decree, actor=actor, number=number)
    elif decree.dated_on != dated_on:
        decree.dated_on = dated_on
        decree.save(update_fields=["dated_on"])
        audit.record(
            "certificates.decree_corrected", subject=decree, actor=actor, number=number, day=f"{dated_on}"
        )
    if stream is not None:
        _keep_file(decree, stream, name, actor)
    return decree


def _keep_file(decree: Decree, stream: BinaryIO, name: str, actor) -> None:
    """The file of the decree, in place of one that was not right."""
    for old in documents.documents_of(OWNER, decree.public_id):
        documents.delete(old, actor=actor)
    documents.store(
        stream,
        name=name,
        owner_kind=OWNER,
        owner_id=decree.public_id,
        actor=actor,
        most=MOST,
        guard=lambda: None,
    )


def with_files(decrees: Iterable[Decree]) -> list[tuple[Decree, StoredDocument | None]]:
    """Each decree with its file, in one statement; None where there is none."""
    rows = list(decrees)
    kept = StoredDocument.objects.filter(owner_kind=OWNER, owner_id__in=[row.public_id for row in rows])
    files = {file.owner_id: file for file in kept}
    return [(row, files.get(row.public_id)) for row in rows]
