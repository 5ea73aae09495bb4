"""The log stands or falls with the change it records, is append-only, and shows any later change."""

import json
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from time import monotonic, sleep
from types import SimpleNamespace

import psycopg2
import pytest
from django.core.management import call_command
from django.db import InternalError, ProgrammingError, connection, connections, transaction
from django.utils import timezone

from core import audit, sealing, tasks
from core.context import RequestContext, current
from core.models import AuditEntry, AuditSeal, LimitHit, SealerMark

audit.register("core.test_done", "试做了{thing}", keys=("amount",), masked=("mobile", "street"))

SUBJECT = ("test.thing", uuid.UUID(int=7))


@dataclass
class Actor:
    capacity: str = "applicant"
    user: object = None


def write(thing="一件事", **data):
    with transaction.atomic():
        return audit.record("core.test_done", subject=SUBJECT, actor=None, thing=thing, **data)


def seal_all(count):
    """Seal until `count` entries are; the server's own upkeep may hold the sealer back for a moment."""
    until = monotonic() + 30
    while (count := count - sealing.seal()) > 0:
        assert monotonic() < until
        sleep(0.05)
    assert count == 0


def problems():
    return [str(finding) for finding in sealing.verify()]


@pytest.fixture(autouse=True)
def head_dir(settings, tmp_path):
    settings.AUDIT_HEAD_DIR = tmp_path
    return tmp_path


@pytest.fixture
def sealed(transactional_db):
    """Five sealed entries."""
    entries = [write(f"第{n}件") for n in range(1, 6)]
    seal_all(5)
    assert problems() == []
    return entries


@contextmanager
def maintenance(switch):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('gxzc.maintenance', %s, false)", [switch])
        try:
            yield cursor
        finally:
            cursor.execute("SELECT set_config('gxzc.maintenance', 'on', false)")


# --- recording


@pytest.mark.django_db(transaction=True)
def test_there_is_no_record_outside_a_transaction():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        audit.record("core.test_done", subject=SUBJECT, actor=None)


@pytest.mark.django_db(transaction=True)
def test_the_record_falls_with_the_change():
    with transaction.atomic():
        audit.record("core.test_done", subject=SUBJECT, actor=None)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_unknown_events_and_unknown_keys_are_refused():
    with pytest.raises(LookupError, match=r"core\.never_heard"):
        audit.record("core.never_heard", subject=SUBJECT, actor=None)
    with pytest.raises(ValueError, match="password"):
        audit.record("core.test_done", subject=SUBJECT, actor=None, password="x")
    with pytest.raises(ValueError, match="twice"):
        audit.register("core.test_done", "另一句话")
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db
def test_who_what_where():
    user = SimpleNamespace(public_id=uuid.uuid4())
    row = LimitHit(pk=1)
    row.public_id = uuid.uuid4()
    token = current.set(RequestContext(ip="203.0.113.7", request_id="abc"))
    try:
        audit.record("core.test_done", subject=row, actor=Actor("employer", user), thing="登记", amount=3)
    finally:
        current.reset(token)
    entry = AuditEntry.objects.get()
    assert (entry.subject_kind, entry.subject_id) == ("core.limithit", row.public_id)
    assert (entry.actor_id, entry.capacity, entry.ip, entry.request_id) == (
        user.public_id,
        "employer",
        "203.0.113.7",
        "abc",
    )
    assert entry.data == {"thing": "登记", "amount": 3}
    assert audit.sentence_of(entry) == "试做了登记"
    assert abs(entry.created_at - timezone.now()) < timedelta(seconds=30)


@pytest.mark.django_db
@pytest.mark.parametrize(("actor", "capacity"), [(None, "system"), (Actor(""), "anonymous")])
def test_the_system_and_the_unknown_are_named_so(actor, capacity):
    audit.record("core.test_done", subject=("test.thing", None), actor=actor)
    assert AuditEntry.objects.get().capacity == capacity


@pytest.mark.django_db
def test_sensitive_values_are_kept_masked():
    entry = write(mobile="13977112233", street="民族大道1号")
    assert AuditEntry.objects.get(pk=entry.pk).data == {
        "thing": "一件事",
        "mobile": "139****2233",
        "street": "******",
    }


# --- append-only


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "TRUNCATE {table}",
    ],
)
@pytest.mark.parametrize(("table", "column"), [("core_auditentry", "event"), ("core_auditseal", "hash")])
def test_the_trigger_stops_even_the_owner(sealed, statement, table, column):
    with maintenance("off") as cursor, pytest.raises((InternalError, ProgrammingError), match="append-only"):
        cursor.execute(statement.format(table=table, column=column))
    assert AuditEntry.objects.count() == 5


@pytest.mark.parametrize("switch", ["off", "on"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET event = 'x'",
        "DELETE FROM core_auditentry",
        "TRUNCATE core_auditentry",
        "UPDATE core_auditseal SET hash = 'x'",
        "DELETE FROM core_auditseal",
        "TRUNCATE core_auditseal",
        "ALTER TABLE core_auditentry DISABLE TRIGGER ALL",
    ],
)
def test_the_runtime_role_has_no_right_to_change_it(sealed, runtime_connection, statement, switch):
    with runtime_connection.cursor() as cursor:
        cursor.execute("SELECT set_config('gxzc.maintenance', %s, false)", [switch])
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            cursor.execute(statement)
    runtime_connection.rollback()
    assert problems() == []


def test_the_trigger_stops_a_runtime_role_that_was_given_the_right(sealed, runtime_connection):
    with connection.cursor() as owner:
        owner.execute("GRANT DELETE ON core_auditentry TO gxzc")
        try:
            with runtime_connection.cursor() as cursor:
                cursor.execute("SET gxzc.maintenance = 'on'")
                with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="append-only"):
                    cursor.execute("DELETE FROM core_auditentry")
            runtime_connection.rollback()
        finally:
            owner.execute("REVOKE DELETE ON core_auditentry FROM gxzc")


def test_the_runtime_role_may_write_read_and_seal(sealed, runtime_connection):
    with runtime_connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_auditentry (public_id, event, subject_kind, capacity, request_id, data)"
            " VALUES (gen_random_uuid(), 'core.test_done', 'test.thing', 'system', '', '{}')"
        )
        cursor.execute("SELECT count(*) FROM core_auditentry")
        assert cursor.fetchone() == (6,)
        cursor.execute("INSERT INTO core_auditseal VALUES (-1, -1, 'a', 'b')")
        cursor.execute("UPDATE core_sealermark SET ran_at = now()")
    runtime_connection.rollback()


# --- the chain


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "change",
    [
        "event = 'core.test_donf'",
        "subject_id = gen_random_uuid()",
        "actor_id = gen_random_uuid()",
        "capacity = 'employer'",
        "ip = '10.0.0.1'",
        "request_id = 'x'",
        'data = \'{"thing": "第三件"}\'',
        "created_at = created_at + interval '1 microsecond'",
        "xact = xact + 1",
        "public_id = gen_random_uuid()",
        "subject_kind = 'test.thinh'",
    ],
)
def test_one_changed_column_is_named(sealed, change):
    victim = sealed[2].pk
    with maintenance("on") as cursor:
        cursor.execute(f"UPDATE core_auditentry SET {change} WHERE id = %s", [victim])
    assert problems() == [f"the entry or its seal was changed (seal 3, entry {victim})"]


def test_a_deleted_entry_is_named(sealed):
    with maintenance("on") as cursor:
        cursor.execute("DELETE FROM core_auditentry WHERE id = %s", [sealed[1].pk])
    assert problems() == [f"the sealed entry is missing (seal 2, entry {sealed[1].pk})"]


def test_a_deleted_seal_is_named(sealed):
    with maintenance("on") as cursor:
        cursor.execute("DELETE FROM core_auditseal WHERE seq = 2")
    assert problems() == [
        f"seals 2 to 2 are missing (seal 3, entry {sealed[2].pk})",
        f"the entry is not sealed (seal None, entry {sealed[1].pk})",
    ]


def test_two_swapped_entries_are_named(sealed):
    with maintenance("on") as cursor:
        cursor.execute(
            "UPDATE core_auditseal SET entry_id = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE seq IN (2, 3);"
            "UPDATE core_auditseal SET entry_id = %s WHERE entry_id = -3;"
            "UPDATE core_auditseal SET entry_id = %s WHERE entry_id = -2;",
            [sealed[2].pk, sealed[1].pk],
        )
    assert len(problems()) == 2


def test_a_rewritten_link_breaks_the_one_after_it(sealed):
    """Whoever changes an entry and computes its seal anew is given away by the next seal."""
    victim = sealed[2]
    with maintenance("on") as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'core.forged' WHERE id = %s", [victim.pk])
        link = AuditSeal.objects.get(seq=3)
        forged = sealing.link_hash(3, link.prev_hash, AuditEntry.objects.get(pk=victim.pk))
        cursor.execute("UPDATE core_auditseal SET hash = %s WHERE seq = 3", [forged])
    assert problems() == [f"the link does not follow the one before it (seal 4, entry {sealed[3].pk})"]


def test_a_cut_tail_is_found_by_the_head_outside(sealed, head_dir):
    sealing.write_head()
    with maintenance("on") as cursor:
        cursor.execute("DELETE FROM core_auditseal WHERE seq > 3")
        cursor.execute("DELETE FROM core_auditentry WHERE id >= %s", [sealed[3].pk])
    assert problems() == ["the chain ends before a head kept outside the database (seal 5, entry None)"]


def test_a_chain_written_anew_is_found_by_the_head_outside(sealed):
    sealing.write_head()
    with maintenance("on") as cursor:
        cursor.execute("UPDATE core_auditentry SET data = '{}' WHERE id = %s", [sealed[0].pk])
        cursor.execute("TRUNCATE core_auditseal, core_sealermark")
    seal_all(5)
    assert problems() == ["the chain differs from a head kept outside the database (seal 5, entry None)"]


def test_the_head_is_appended_nightly(sealed, head_dir):
    tasks.write_audit_head()
    write()
    seal_all(1)
    tasks.write_audit_head()
    lines = [json.loads(line) for line in (head_dir / sealing.HEAD_FILE).read_text().splitlines()]
    assert [line["seq"] for line in lines] == [5, 6]
    assert problems() == []


@pytest.mark.django_db(transaction=True)
def test_no_head_of_an_empty_log():
    assert sealing.write_head() is None
    assert problems() == []


# --- the sealer


def test_the_sealer_waits_for_older_transactions(transactional_db):
    entered, leave = Event(), Event()

    def slow():
        try:
            with transaction.atomic():
                audit.record("core.test_done", subject=SUBJECT, actor=None, thing="慢")
                entered.set()
                leave.wait(10)
        finally:
            connections.close_all()

    thread = Thread(target=slow)
    thread.start()
    assert entered.wait(10)
    write("快")
    assert sealing.seal() == 0
    leave.set()
    thread.join()
    seal_all(2)
    assert problems() == []


def test_an_entry_that_shows_itself_late_is_no_finding(transactional_db):
    """Its transaction ran for minutes; the sealer is at work and will take it next."""
    sealing.seal()
    entry = write()
    with maintenance("on") as cursor:
        cursor.execute(
            "UPDATE core_auditentry SET created_at = now() - interval '5 min' WHERE id = %s", [entry.pk]
        )
    assert problems() == []
    seal_all(1)
    assert problems() == []


def test_a_sealer_at_rest_is_a_finding(transactional_db):
    sealing.seal()
    entry = write()
    SealerMark.objects.update(ran_at=timezone.now() - timedelta(minutes=2))
    assert problems() == []
    with maintenance("on") as cursor:
        cursor.execute(
            "UPDATE core_auditentry SET created_at = now() - interval '61 s' WHERE id = %s", [entry.pk]
        )
    assert problems() == [f"the entry is not sealed (seal None, entry {entry.pk})"]


def test_an_entry_slipped_in_below_the_horizon_is_a_finding(sealed):
    with maintenance("on") as cursor:
        cursor.execute("UPDATE core_auditentry SET xact = 3 WHERE id = %s", [write().pk])
    assert len(problems()) == 1


def test_entries_of_a_restored_dump_are_sealed(transactional_db):
    """In a new cluster the transaction ids of the old one lie in the future, its sealer's mark too."""
    with maintenance("on") as cursor:
        cursor.execute("UPDATE core_auditentry SET xact = xact + 1000000000 WHERE id = %s", [write().pk])
    SealerMark.objects.create(pk=1, ran_at=timezone.now() - timedelta(days=1), horizon=900_000_000)
    write()
    seal_all(2)
    assert problems() == []


def test_sealing_goes_on_in_batches(transactional_db, monkeypatch):
    monkeypatch.setattr(sealing, "BATCH", 2)
    for _ in range(5):
        write()
    until = monotonic() + 30
    while AuditSeal.objects.count() < 5 and monotonic() < until:
        tasks.seal_audit()
    assert AuditSeal.objects.count() == 5
    assert problems() == []


def test_two_sealers_do_not_run_at_once(transactional_db):
    write()
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.SEALER_LOCK])
        started = monotonic()
        assert sealing.seal() == 0
        assert monotonic() - started < 1
        other.rollback()
    finally:
        other.close()
    seal_all(1)


def test_no_false_alarm_while_many_write_and_two_seal(transactional_db):
    stop = monotonic() + 4
    alarms, faults = [], []

    def until_the_end(act):
        try:
            while monotonic() < stop:
                act()
        except Exception as fault:  # noqa: BLE001 - a thread has no other way to tell
            faults.append(fault)
        finally:
            connections.close_all()

    def write_and_sometimes_roll_back():
        write()
        with transaction.atomic():
            audit.record("core.test_done", subject=SUBJECT, actor=None, thing="回滚")
            transaction.set_rollback(True)

    acts = [
        *[write_and_sometimes_roll_back] * 4,
        sealing.seal,
        sealing.seal,
        lambda: alarms.extend(sealing.verify()),
    ]
    threads = [Thread(target=until_the_end, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert alarms == []
    seal_all(AuditEntry.objects.count() - AuditSeal.objects.count())
    assert problems() == []
    assert AuditSeal.objects.count() == AuditEntry.objects.count() > 50
    assert list(AuditSeal.objects.order_by("seq").values_list("seq", flat=True)) == list(
        range(1, AuditSeal.objects.count() + 1)
    )


# --- the command


def test_check_audit_speaks_and_exits(sealed, capsys):
    call_command("check_audit")
    assert "5 sealed entries" in capsys.readouterr().out
    with maintenance("on") as cursor:
        cursor.execute("UPDATE core_auditentry SET event = 'x' WHERE id = %s", [sealed[0].pk])
    with pytest.raises(SystemExit) as left:
        call_command("check_audit")
    assert left.value.code == 1
    assert f"entry {sealed[0].pk}" in capsys.readouterr().err
