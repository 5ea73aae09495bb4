"""Append-only record of what was done; `core.sealing` chains it so that a later change shows."""

import uuid
from dataclasses import dataclass
from string import Formatter

from django.db import connection

from core.context import current
from core.models import AuditEntry
from core.pii import MASKS, mask

SYSTEM = "system"
ANONYMOUS = "anonymous"
EACH_BATCH = 1000


@dataclass(frozen=True)
class Event:
    """A thing that may be recorded: its Chinese sentence and the data it may carry."""

    name: str
    sentence: str
    keys: frozenset[str]
    masked: frozenset[str]
    discloses: bool = False


_events: dict[str, Event] = {}
# Codes are recorded, words are read: {(event, data key): {code: words}}.
_words: dict[tuple[str, str], dict[str, str]] = {}


def register(event: str, sentence: str, masked=(), keys=(), *, discloses=False) -> None:
    """Declare `event` (`app.verb_in_past`) in the app's `events.py`.

    Args:
        sentence: Chinese; a `{key}` in it is a data key that may be recorded.
        masked: data keys stored masked (as `core.pii.MASKS` of the same name, else six stars).
        keys: further data keys that may be recorded as they are.
        discloses: somebody saw or took away personal data of others.
    """
    allowed = frozenset({*keys, *masked, *_placeholders(sentence)})
    known = Event(event, sentence, allowed, frozenset(masked), discloses)
    if _events.setdefault(event, known) != known:
        raise ValueError(f"audit event {event} is registered twice")


def put_in_words(event: str, key: str, words: dict) -> None:
    """Say how the codes recorded under `key` of `event` are read; later calls add to earlier ones."""
    _words.setdefault((event, key), {}).update({str(code): str(word) for code, word in words.items()})


def value_in_words(event: str, key: str, value):
    """A recorded value as people read it; one nobody put into words as it is."""
    return _words.get((event, key), {}).get(str(value), value)


def _placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def registered() -> dict[str, Event]:
    """Every declared event by name."""
    return dict(_events)


def sentence_of(entry: AuditEntry) -> str:
    """The Chinese sentence of an entry with its data put in; of an event no longer known, its name."""
    event = _events.get(entry.event)
    told = {key: value_in_words(entry.event, key, value) for key, value in entry.data.items()}
    return event.sentence.format_map(_Blank(told)) if event else entry.event


class _Blank(dict):
    def __missing__(self, key):
        return "—"


def record(event: str, *, subject, actor, **data) -> AuditEntry:
    """Write one entry in the transaction of the change it records.

    Args:
        subject: a row with `public_id`, or a pair (kind, UUID or None).
        actor: has `user` and `capacity`; None is the system.
        data: only the keys the event was registered with.

    Raises:
        RuntimeError: no transaction is open.
        LookupError: the event was not registered.
        ValueError: a data key the event does not allow.
    """
    entry = _entry(event, subject, actor, data)
    entry.save(force_insert=True)
    return entry


def record_each(event: str, subjects, *, actor, **data) -> None:
    """Write one entry for every one of many subjects of one act, 1000 to a statement; see `record`."""
    entries = [_entry(event, subject, actor, data) for subject in subjects]
    AuditEntry.objects.bulk_create(entries, batch_size=EACH_BATCH)


def _entry(event, subject, actor, data) -> AuditEntry:
    if not connection.in_atomic_block:
        raise RuntimeError(f"audit entry {event} outside a transaction")
    kind, subject_id = reference(subject)
    asked = current.get()
    return AuditEntry(
        event=event,
        subject_kind=kind,
        subject_id=subject_id,
        actor_id=getattr(getattr(actor, "user", None), "public_id", None),
        capacity=str(actor.capacity or ANONYMOUS) if actor else SYSTEM,
        ip=asked.ip,
        request_id=asked.request_id,
        data=_storable(_declared(event), data),
    )


def _declared(event: str) -> Event:
    try:
        return _events[event]
    except KeyError:
        raise LookupError(f"audit event {event} is not registered") from None


def _storable(event: Event, data: dict) -> dict:
    unknown = data.keys() - event.keys
    if unknown:
        raise ValueError(f"{event.name} may carry {sorted(event.keys)}, not {sorted(unknown)}")
    return {key: _masked(key, value) if key in event.masked else value for key, value in data.items()}


def _masked(key: str, value) -> str:
    return mask(value, key if key in MASKS else "text")


def reference(subject) -> tuple[str, uuid.UUID | None]:
    """(kind, UUID) by which a row is named in the log and in the outbox."""
    if isinstance(subject, tuple):
        kind, public_id = subject
        return kind, uuid.UUID(str(public_id)) if public_id else None
    return subject._meta.label_lower, subject.public_id
