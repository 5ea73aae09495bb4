"""The chain over the audit log: sealing what is settled, and proving it whole."""

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from core.models import AuditCheck, AuditEntry, AuditSeal, SealerMark

GENESIS = "0" * 64
HEAD_FILE = "audit-heads.jsonl"
LATE = timedelta(seconds=60)
BATCH = 2000
SEALER_LOCK = 0x5EA1

log = logging.getLogger(__name__)
_told_when_broken: list[Callable[["AuditCheck"], None]] = []

# A transaction id at or above xmax comes from another cluster (a restored dump): nothing here can be older.
_SETTLED = """
SELECT e.id FROM core_auditentry e
WHERE e.xact >= %(floor)s AND (e.xact < %(xmin)s OR e.xact >= %(xmax)s)
  AND NOT EXISTS (SELECT FROM core_auditseal s WHERE s.entry_id = e.id)
ORDER BY e.id LIMIT %(batch)s
"""
_SNAPSHOT = """
SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint FROM pg_current_snapshot() s
"""


@dataclass(frozen=True)
class Finding:
    """Something the verifier holds against the log; `entry_id` and `seq` say where."""

    problem: str
    seq: int | None = None
    entry_id: int | None = None

    def __str__(self):
        return f"{self.problem} (seal {self.seq}, entry {self.entry_id})"


def link_hash(seq: int, prev_hash: str, entry: AuditEntry) -> str:
    """SHA-256 over the canonical JSON of the link and of every column of the entry."""
    columns = {
        field.column: _canonical(getattr(entry, field.attname)) for field in AuditEntry._meta.concrete_fields
    }
    text = json.dumps(
        {"seq": seq, "prev_hash": prev_hash, "entry": columns},
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value):
    if hasattr(value, "astimezone"):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, dict | int | None) else str(value)


@transaction.atomic
def seal() -> int:
    """Seal the entries that no running transaction can still precede; returns how many.

    Two sealers do not run at once: the second leaves without waiting.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_SNAPSHOT)
        xmin, xmax = cursor.fetchone()
        cursor.execute(_SETTLED, {"floor": _floor(xmin), "xmin": xmin, "xmax": xmax, "batch": BATCH})
        ids = [row[0] for row in cursor.fetchall()]
    AuditSeal.objects.bulk_create(_links(ids))
    if len(ids) < BATCH:
        SealerMark.objects.update_or_create(pk=1, defaults={"ran_at": Now(), "horizon": xmin})
    return len(ids)


def _floor(xmin: int) -> int:
    """Where the last run stopped, to spare searching the whole log; 0 if another cluster left the mark."""
    mark = SealerMark.objects.filter(pk=1).first()
    return mark.horizon if mark and mark.horizon <= xmin else 0


def _links(ids: list[int]) -> list[AuditSeal]:
    last = AuditSeal.objects.order_by("-seq").first()
    seq, prev_hash = (last.seq, last.hash) if last else (0, GENESIS)
    links = []
    for entry in AuditEntry.objects.filter(pk__in=ids).order_by("pk"):
        seq += 1
        digest = link_hash(seq, prev_hash, entry)
        links.append(AuditSeal(seq=seq, entry_id=entry.pk, prev_hash=prev_hash, hash=digest))
        prev_hash = digest
    return links


def verify() -> list[Finding]:
    """Walk the whole chain and compare it with the heads kept outside the database; [] is a sound log."""
    return [*_chain_findings(), *_unsealed_findings(), *_head_findings()]


def check() -> AuditCheck:
    """Verify the whole chain and keep what was found beside its head; who asked by `on_broken` is told."""
    last = AuditSeal.objects.order_by("-seq").first()
    findings = verify()
    kept = AuditCheck.objects.create(
        seq=last.seq if last else 0,
        hash=last.hash if last else GENESIS,
        findings_count=len(findings),
        first_finding=str(findings[0])[:200] if findings else "",
    )
    if findings:
        log.error("the audit chain is broken: %s findings, first %s", len(findings), findings[0])
        for tell in _told_when_broken:
            tell(kept)
    return kept


def on_broken(tell: Callable[[AuditCheck], None]) -> Callable[[AuditCheck], None]:
    """Decorate `tell(check)`, which is called when a nightly check finds the chain broken."""
    if tell not in _told_when_broken:
        _told_when_broken.append(tell)
    return tell


def _chain_findings() -> Iterator[Finding]:
    seq, prev_hash = 0, GENESIS
    while batch := list(AuditSeal.objects.filter(seq__gt=seq).order_by("seq")[:BATCH]):
        entries = AuditEntry.objects.in_bulk([link.entry_id for link in batch])
        for link in batch:
            yield from _link_findings(link, seq + 1, prev_hash, entries.get(link.entry_id))
            seq, prev_hash = link.seq, link.hash


def _link_findings(link, expected_seq, prev_hash, entry) -> Iterator[Finding]:
    if link.seq != expected_seq:
        yield Finding(f"seals {expected_seq} to {link.seq - 1} are missing", link.seq, link.entry_id)
    elif link.prev_hash != prev_hash:
        yield Finding("the link does not follow the one before it", link.seq, link.entry_id)
    if entry is None:
        yield Finding("the sealed entry is missing", link.seq, link.entry_id)
    elif link_hash(link.seq, link.prev_hash, entry) != link.hash:
        yield Finding("the entry or its seal was changed", link.seq, link.entry_id)


def _unsealed_findings() -> Iterator[Finding]:
    """An entry below the sealer's horizon was there to be sealed; above it, only a sealer at rest is wrong.

    The age of an entry alone proves nothing: it shows itself when its transaction ends, however late.
    """
    mark = SealerMark.objects.filter(pk=1, ran_at__gt=Now() - LATE).first()
    unsealed = AuditEntry.objects.exclude(Exists(AuditSeal.objects.filter(entry_id=OuterRef("pk"))))
    if mark is None:
        late = unsealed.filter(created_at__lt=Now() - LATE)
    else:
        late = unsealed.filter(xact__lt=mark.horizon)
    for pk in late.order_by("pk").values_list("pk", flat=True)[:BATCH]:
        yield Finding("the entry is not sealed", entry_id=pk)


def write_head() -> Path | None:
    """Append the newest link to the file outside the database; None while nothing is sealed."""
    last = AuditSeal.objects.order_by("-seq").first()
    if last is None:
        return None
    path = Path(settings.AUDIT_HEAD_DIR) / HEAD_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {"seq": last.seq, "hash": last.hash, "written_at": timezone.now().isoformat()}
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(head) + "\n")
    return path


def _head_findings() -> Iterator[Finding]:
    path = Path(settings.AUDIT_HEAD_DIR) / HEAD_FILE
    if not path.exists():
        return
    heads = {head["seq"]: head["hash"] for head in map(json.loads, path.read_text("utf-8").splitlines())}
    stored = dict(AuditSeal.objects.filter(seq__in=heads).values_list("seq", "hash"))
    for seq, kept in heads.items():
        if seq not in stored:
            yield Finding("the chain ends before a head kept outside the database", seq)
        elif stored[seq] != kept:
            yield Finding("the chain differs from a head kept outside the database", seq)
