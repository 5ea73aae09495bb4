"""Taking the audit log away as a workbook, and the traces of reading it."""

import json

from django.db import transaction
from django.utils import timezone

from admin_portal.audit_log import in_words
from core import audit
from core.spreadsheets import workbook_response

MOST = 10_000
COLUMNS = ("时间", "人员", "身份", "操作", "对象", "网络地址", "请求编号", "记录编号", "细节")


@transaction.atomic
def note_search(form, *, actor):
    """Record that the log was searched, and by which kinds of filter; never the words."""
    audit.record(
        "admin_portal.audit_searched", subject=actor.office, actor=actor, filters=sorted(form.filled())
    )


@transaction.atomic
def export_entries(form, *, actor):
    """The newest 10,000 entries of a search as a download."""
    lines = in_words(list(form.entries().order_by("-id")[:MOST]))
    audit.record(
        "admin_portal.audit_exported",
        subject=actor.office,
        actor=actor,
        count=len(lines),
        filters=sorted(form.filled()),
    )
    return workbook_response(f"操作日志-{timezone.localdate():%Y%m%d}.xlsx", COLUMNS, map(_cells, lines))


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
