"""花名册 as a workbook of the queue as filtered: ordered in one press, made by a worker, open for a day."""

from collections.abc import Iterator
from datetime import timedelta
from tempfile import SpooledTemporaryFile

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.enums import UnitRight
from accounts.models import Membership
from accounts.services import unit_rights
from accounts.services.alerts import tell_everywhere
from admin_portal import roster
from admin_portal.portals import PORTALS, house_of
from admin_portal.queue import NAMED, Queue
from core import audit, documents, outbox, progress
from core.errors import Refused
from core.models import Progress, ProgressState, StoredDocument
from core.spreadsheets import write_book

MAKE, OWNER = "admin_portal.roster_export", "roster_export"
MOST, CHUNK = 10_000, 500
LIFETIME = timedelta(hours=24)
NOT_YOURS = "您的账户不能导出申报清单，请联系管理员。"
READY = "花名册已经导出，请在 24 小时内下载，过期会自动删除。"
CUT_OFF = f"一份最多 {MOST:,} 件，其余没有导出，请缩小筛选范围后分几份导出。"


@transaction.atomic
def order(queue: Queue, *, actor) -> Progress:
    """Let a worker write the first 10,000 cases of a queue, in its order; returns the job to be watched.

    Raises Refused for who may not take lists away.
    """
    house = _house_of(actor)
    if house is None:
        if actor.employer is not None:
            unit_rights.require(actor, UnitRight.EXPORT)
        raise Refused(NOT_YOURS)
    count = queue.applications().order_by()[:MOST].count()
    job = progress.start("导出花名册", user=actor.user, total=count)
    audit.record(
        "admin_portal.roster_exported",
        subject=house,
        actor=actor,
        count=count,
        tab=queue.tab,
        filters=sorted(queue.filter.filled()),
    )
    asked = {"membership": str(actor.membership.public_id), "query": queue.address}
    outbox.add(MAKE, subject=job, payload=asked)
    return job


def _house_of(actor):
    """The house of the person, if they may take lists away from it."""
    house = house_of(actor)
    return house and roster.find(actor, house.public_id)


def make(job_id, *, membership: str, query: str) -> None:
    """Write the workbook; done again it does nothing. Who may not take lists away any more gets none."""
    job = Progress.objects.select_related("user").get(public_id=job_id)
    if job.state != ProgressState.RUNNING:
        return
    actor = _actor(job, membership)
    if actor is None or _house_of(actor) is None:
        progress.fail(job, message=NOT_YOURS)
        return
    portal = {one.capacity: one for one in PORTALS}[actor.capacity]
    queue = Queue(portal, actor, QueryDict(query))
    kept = documents.documents_of(OWNER, job.public_id).first()
    _finish(job, kept or _written(queue, job, actor))


def _actor(job, membership: str):
    """The person in the place they ordered from; None if they have it no longer."""
    served = Membership.objects.current().filter(public_id=membership, user=job.user, user__is_active=True)
    found = served.select_related("office", "employer").first()
    return actor_of(job.user, found) if found else None


def _written(queue, job, actor) -> StoredDocument:
    with SpooledTemporaryFile(max_size=documents.MAX_BYTES) as target:
        write_book(target, [("花名册", roster.COLUMNS, _rows(queue, job))])
        target.seek(0)
        return documents.store(
            target,
            name=f"花名册-{timezone.localdate():%Y%m%d}.xlsx",
            owner_kind=OWNER,
            owner_id=job.public_id,
            actor=actor,
            most=1,
            guard=lambda: None,
        )


def _rows(queue, job) -> Iterator[tuple]:
    """The cases as cells, chunk by chunk, so that memory stays small and the page shows how far it is."""
    found = queue.applications().order_by(*queue.table.order, "pk").prefetch_related(*NAMED)[:MOST]
    for place, application in enumerate(found.iterator(chunk_size=CHUNK), start=1):
        yield (place, *roster.cells(application))
        if place % CHUNK == 0 or place == job.total:
            progress.advance(job, min(place, job.total))


@transaction.atomic
def _finish(job, document) -> None:
    page = reverse("core:document_open", args=[document.public_id])
    cut = CUT_OFF if job.total >= MOST else ""
    progress.finish(job, message=f"{READY}{cut}", result_url=page)
    place = {"url_name": "core:progress_detail", "url_args": [str(job.public_id)]}
    tell_everywhere(job.user, "roster_export_ready", context={"count": job.total}, **place)


@documents.owner(OWNER)
def may_open(actor, job_id) -> bool:
    """A roster is open for a day to whoever asked for it, as long as the person may take lists away."""
    own = Progress.objects.filter(public_id=job_id, created_at__gt=timezone.now() - LIFETIME)
    return _house_of(actor) is not None and own.filter(user=actor.user).exists()


def clean() -> int:
    """Delete rosters whose day is over; returns how many."""
    over = StoredDocument.objects.filter(owner_kind=OWNER, created_at__lte=timezone.now() - LIFETIME)
    for document in over:
        documents.delete(document, actor=None)
    return len(over)
