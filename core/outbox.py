"""Acts deferred past the transaction that caused them: rows remember, the broker only hurries."""

import json
import logging
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

from celery import shared_task
from django.db import connection, connections, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from kombu.exceptions import OperationalError

from core.audit import reference
from core.models import OutboxRow, OutboxState

# A beat of 10 s and a sweep of 10 s on top of this bring a killed worker's row back within a minute.
STALE_AFTER = timedelta(seconds=35)
BEAT_EVERY = 10
MAX_ATTEMPTS = 10
FIRST_DELAY = timedelta(seconds=5)
LONGEST_DELAY = timedelta(hours=1)
SWEEP_BATCH = 500

log = logging.getLogger(__name__)
_handlers: dict[str, Callable[[OutboxRow], None]] = {}


def handler(kind: str):
    """Register `fn(row)` for rows of `kind`; idempotent, since a killed worker is followed by another."""

    def remember(fn):
        if _handlers.setdefault(kind, fn) is not fn:
            raise ValueError(f"outbox kind {kind} has two handlers")
        return fn

    return remember


def add(kind: str, *, subject=None, subject_id=None, payload=None, due_at=None) -> OutboxRow:
    """Write an act into the open transaction; it is done after commit, at `due_at` at the earliest.

    Args:
        subject: a row with `public_id`; or `subject_id`, a UUID alone.
        payload: a dict, encrypted and erased when done.

    Raises:
        RuntimeError: no transaction is open.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"outbox row {kind} outside a transaction")
    subject_kind, subject_id = reference(subject) if subject is not None else ("", subject_id)
    row = OutboxRow.objects.create(
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        payload=json.dumps(payload, ensure_ascii=False) if payload else "",
        due_at=due_at or timezone.now(),
    )
    if due_at is None:
        transaction.on_commit(lambda: _poke(row.pk), robust=True)
    return row


def is_given_up(kind: str, subject) -> bool:
    """Whether the latest act of this kind for a row failed for good and nothing will try it again."""
    subject_kind, subject_id = reference(subject)
    same = OutboxRow.objects.filter(kind=kind, subject_kind=subject_kind, subject_id=subject_id)
    return same.order_by("-pk").values_list("state", flat=True).first() == OutboxState.FAILED


def payload_of(row: OutboxRow) -> dict:
    """The payload as it was added; {} when there was none or it was erased."""
    return json.loads(row.payload) if row.payload else {}


@shared_task(name="core.tasks.run_outbox")
def run_outbox(row_id: int) -> None:
    """Do one row, in a worker."""
    run(row_id)


def _poke(row_id: int) -> None:
    """Ask a worker for the row now. A broker that is down costs nothing: the sweep finds the row."""
    try:
        run_outbox.delay(row_id)
    except (OperationalError, OSError) as problem:
        log.warning("broker is away (%s); outbox row %s waits for the sweep", type(problem).__name__, row_id)


def run(row_id: int) -> bool:
    """Claim the row, hand it to its handler, write down the end; False if it was not to be had."""
    row = _claim(row_id)
    if row is None:
        return False
    stop = Event()
    heart = Thread(target=_beat, args=(row, stop), daemon=True)
    heart.start()
    try:
        _handlers[row.kind](row)
    except Exception as problem:  # noqa: BLE001 - whatever a handler raises is an attempt that failed
        _mine(row).update(**_failure(row, problem))
        log.warning("outbox row %s (%s) failed: %s", row.pk, row.kind, _where(problem))
    else:
        _mine(row).update(state=OutboxState.DONE, done_at=timezone.now(), payload="", last_error="")
    finally:
        stop.set()
        heart.join()
    return True


def _claim(row_id: int) -> OutboxRow | None:
    with transaction.atomic():
        waiting = OutboxRow.objects.select_for_update(skip_locked=True).filter(
            pk=row_id, state=OutboxState.WAITING, due_at__lte=timezone.now()
        )
        row = waiting.first()
        if row is None:
            return None
        row.state, row.attempts = OutboxState.RUNNING, row.attempts + 1
        waiting.update(state=row.state, attempts=row.attempts, heartbeat_at=Now())
    return row


def _mine(row: OutboxRow):
    """The row while this attempt owns it: a worker that slept too long must not overwrite its successor."""
    return OutboxRow.objects.filter(pk=row.pk, state=OutboxState.RUNNING, attempts=row.attempts)


def _beat(row: OutboxRow, stop: Event) -> None:
    try:
        while not stop.wait(BEAT_EVERY):
            _mine(row).update(heartbeat_at=Now())
    finally:
        connections.close_all()


def _failure(row: OutboxRow, problem: Exception) -> dict:
    error = {"last_error": _where(problem), "heartbeat_at": None}
    if row.attempts >= MAX_ATTEMPTS:
        return {"state": OutboxState.FAILED, **error}
    delay = min(FIRST_DELAY * 2 ** (row.attempts - 1), LONGEST_DELAY)
    return {"state": OutboxState.WAITING, "due_at": timezone.now() + delay, **error}


def _where(problem: Exception) -> str:
    """Kind and place of a fault, never its text: texts quote what people typed."""
    frames = traceback.extract_tb(problem.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(problem).__name__}{place}"[:200]


def sweep() -> int:
    """Ask again for every row that is due and unasked for, or whose worker went silent; returns how many."""
    silent = Q(heartbeat_at__isnull=True) | Q(heartbeat_at__lt=Now() - STALE_AFTER)
    with transaction.atomic():
        due = OutboxRow.objects.select_for_update(skip_locked=True).filter(
            silent, state__in=(OutboxState.WAITING, OutboxState.RUNNING), due_at__lte=timezone.now()
        )
        ids = list(due.order_by("due_at").values_list("pk", flat=True)[:SWEEP_BATCH])
        rows = OutboxRow.objects.filter(pk__in=ids)
        rows.filter(state=OutboxState.RUNNING, attempts__gte=MAX_ATTEMPTS).update(
            state=OutboxState.FAILED, last_error="worker was lost"
        )
        rows.exclude(state=OutboxState.FAILED).update(state=OutboxState.WAITING, heartbeat_at=Now())
    for row_id in ids:
        _poke(row_id)
    return len(ids)


def forget(subjects) -> None:
    """Erase what rows about these subjects, a queryset, still carry; part of the caller's transaction."""
    kind = subjects.model._meta.label_lower
    ids = list(subjects.values_list("public_id", flat=True))
    OutboxRow.objects.filter(subject_kind=kind, subject_id__in=ids).update(payload="")


def clean(older_than: timedelta = timedelta(days=30)) -> int:
    """Delete rows done longer ago than `older_than`; returns how many."""
    done = OutboxRow.objects.filter(state=OutboxState.DONE, done_at__lt=timezone.now() - older_than)
    return done.delete()[0]
