"""Taking the audit log away as a workbook that a worker writes, and the traces of reading it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from tempfile import SpooledTemporaryFile

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.models import Membership
from accounts.services.alerts import tell_everywhere
from admin_portal.audit_log import NEWEST_FIRST, in_words, may_read
from admin_portal.forms.audit import AuditFilter
from core import audit, documents, outbox, progress
from core.models import Progress, ProgressState, StoredDocument
from core.spreadsheets import write_book

# What the outbox calls writing a workbook, and whose document it is.
MAKE, OWNER = "admin_portal.audit_export", "audit_export"
MOST, CHUNK = 10_000, 1_000
LIFETIME = timedelta(hours=24)
COLUMNS = ("时间", "人员", "身份", "操作", "对象", "网络地址", "请求编号", "记录编号", "细节")


@transaction.atomic
def note_look(form, *, actor) -> None:
    """Record that the log was looked at, and through which kinds of filter; never the words."""
    audit.record(
        "admin_portal.audit_searched", subject=actor.office, actor=actor, filters=sorted(form.filled())
    )


@transaction.atomic
def order(form, *, actor) -> Progress:
    """Let a worker write the newest 10,000 entries of a search; returns the job to be watched."""
    found = form.entries().order_by(*NEWEST_FIRST)
    newest, count = found.values_list("pk", flat=True).first() or 0, found[:MOST].count()
    job = progress.start("导出操作日志", user=actor.user, total=count)
    audit.record(
        "admin_portal.audit_exported",
        subject=actor.office,
        actor=actor,
        count=count,
        filters=sorted(form.filled()),
    )
    search = {"query": form.data.urlencode(), "newest": newest}
    outbox.add(MAKE, subject=job, payload={"membership": str(actor.membership.public_id), **search})
    return job


def make(job_id, *, membership: str, query: str, newest: int) -> None:
    """Write the workbook; done again it does nothing. Who may not read the log any more gets none.

    `newest` is the last entry there was when it was ordered: the order itself is not in it.
    """
    job = Progress.objects.select_related("user").get(public_id=job_id)
    if job.state != ProgressState.RUNNING:
        return
    served = Membership.objects.current().filter(public_id=membership, user=job.user)
    actor = actor_of(job.user, served.select_related("office").first())
    if not may_read(actor):
        progress.fail(job, message="您现在不能查看操作日志，没有导出。")
        return
    kept = documents.documents_of(OWNER, job.public_id).first()
    entries = AuditFilter(QueryDict(query), actor=actor).entries().filter(pk__lte=newest)
    _finish(job, kept or _written(entries.order_by(*NEWEST_FIRST)[:MOST], job, actor))


def _written(entries, job, actor) -> StoredDocument:
    with SpooledTemporaryFile(max_size=documents.MAX_BYTES) as target:
        write_book(target, [("操作日志", COLUMNS, _rows(entries, job))])
        target.seek(0)
        return documents.store(
            target,
            name=f"操作日志-{timezone.localdate():%Y%m%d}.xlsx",
            owner_kind=OWNER,
            owner_id=job.public_id,
            actor=actor,
            most=1,
            guard=lambda: None,
        )


def _rows(entries, job) -> Iterator[tuple]:
    """The entries as cells, chunk by chunk, so that memory stays small and the page shows how far it is."""
    waiting, done = entries.iterator(chunk_size=CHUNK), 0
    while chunk := [entry for _, entry in zip(range(CHUNK), waiting, strict=False)]:
        yield from map(_cells, in_words(chunk))
        done += len(chunk)
        progress.advance(job, min(done, job.total))


@transaction.atomic
def _finish(job, document) -> None:
    page = reverse("core:document_open", args=[document.public_id])
    progress.finish(job, message="操作日志已经导出，请在 24 小时内下载，过期会自动删除。", result_url=page)
    place = {"url_name": "core:progress_detail", "url_args": [str(job.public_id)]}
    tell_everywhere(job.user, "audit_export_ready", context={"count": job.total}, **place)


def _cells(line) -> tuple:
    entry = line.entry
    return (
        f"{timezone.localtime(entry.created_at):%Y-%m-%d %H:%M:%S}",
        line.person,
        line.capacity,
        line.sentence,
        line.subject,
        entry.ip,
        entry.request_id,
        entry.pk,
        json.dumps(entry.data, ensure_ascii=False) if entry.data else "",
    )


@documents.owner(OWNER)
def may_open(actor, job_id) -> bool:
    """A workbook is open for a day to whoever asked for it, as long as the person may read the log."""
    own = Progress.objects.filter(public_id=job_id, created_at__gt=timezone.now() - LIFETIME)
    return may_read(actor) and own.filter(user=actor.user).exists()


def clean() -> int:
    """Delete workbooks whose day is over; returns how many."""
    over = StoredDocument.objects.filter(owner_kind=OWNER, created_at__lte=timezone.now() - LIFETIME)
    for document in over:
        documents.delete(document, actor=None)
    return len(over)
