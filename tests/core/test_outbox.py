"""A deferred act is a row: nothing that dies in between loses it or does it twice."""

import base64
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from time import sleep
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from django.conf import settings as project
from django.db import connection, connections, transaction
from django.utils import timezone

from core import outbox, tasks
from core.models import OutboxRow, OutboxState
from gxzc.local.valkey import Valkey

done = []
faults = []


@outbox.handler("test.note")
def note(row):
    if faults:
        raise faults.pop(0)
    done.append((row.pk, outbox.payload_of(row)))


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()
    faults.clear()


def add(**fields):
    with transaction.atomic():
        return outbox.add("test.note", **fields)


@pytest.fixture
def unasked(transactional_db, monkeypatch):
    """Rows are written and no worker is asked: as if it had died right after the commit."""
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)
    return add


# --- one row


@pytest.mark.django_db(transaction=True)
def test_done_after_commit_with_its_payload_which_is_then_erased():
    row = add(payload={"mobile": "13977112233"})
    assert done == [(row.pk, {"mobile": "13977112233"})]
    row.refresh_from_db()
    assert (row.state, row.payload, row.attempts) == (OutboxState.DONE, "", 1)
    assert row.done_at is not None


@pytest.mark.django_db(transaction=True)
def test_nothing_is_done_when_the_change_is_undone():
    with transaction.atomic():
        outbox.add("test.note")
        transaction.set_rollback(True)
    assert done == []
    assert not OutboxRow.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_row_needs_a_transaction():
    with pytest.raises(RuntimeError, match="outside a transaction"):
        outbox.add("test.note")


@pytest.mark.django_db(transaction=True)
def test_nothing_is_done_before_it_is_due():
    row = add(due_at=timezone.now() + timedelta(hours=1))
    assert outbox.sweep() == 0
    assert outbox.run(row.pk) is False
    OutboxRow.objects.update(due_at=timezone.now())
    outbox.sweep()
    assert len(done) == 1


def test_a_row_names_its_subject(unasked):
    subject = unasked()
    row = add(subject=subject)
    assert (row.subject_kind, row.subject_id) == ("core.outboxrow", subject.public_id)
    assert add(subject_id=subject.public_id).subject_id == subject.public_id


def test_a_row_done_is_not_done_again(unasked):
    row = unasked()
    assert outbox.run(row.pk) is True
    assert outbox.run(row.pk) is False
    assert len(done) == 1


def test_a_kind_has_one_handler():
    with pytest.raises(ValueError, match="two handlers"):
        outbox.handler("test.note")(lambda row: None)


# --- failing


def test_a_failure_waits_longer_each_time_and_then_succeeds(unasked):
    row = unasked(payload={"a": 1})
    faults.extend([ValueError("13977112233"), KeyError("x")])
    waits = []
    for _ in range(2):
        outbox.run(row.pk)
        row.refresh_from_db()
        waits.append(round((row.due_at - timezone.now()).total_seconds()))
        OutboxRow.objects.update(due_at=timezone.now())
    assert waits == [5, 10]
    assert (row.state, outbox.payload_of(row)) == (OutboxState.WAITING, {"a": 1})
    outbox.run(row.pk)
    assert done == [(row.pk, {"a": 1})]


def test_the_error_kept_says_where_but_not_what(unasked):
    row = unasked()
    faults.append(ValueError("13977112233"))
    outbox.run(row.pk)
    row.refresh_from_db()
    assert row.last_error.startswith("ValueError at test_outbox.py:")
    assert "139" not in row.last_error


def test_after_the_last_attempt_it_has_failed(unasked):
    row = unasked()
    OutboxRow.objects.update(attempts=outbox.MAX_ATTEMPTS - 1)
    faults.append(ValueError())
    outbox.run(row.pk)
    row.refresh_from_db()
    assert row.state == OutboxState.FAILED
    assert outbox.sweep() == 0


def test_an_act_nobody_handles_waits(transactional_db):
    with transaction.atomic():
        row = outbox.add("test.unheard")
    row.refresh_from_db()
    assert (row.state, row.attempts) == (OutboxState.WAITING, 1)


# --- sweeping


def test_the_sweep_finds_what_nobody_was_asked_for(unasked, monkeypatch):
    row = unasked()
    monkeypatch.undo()
    assert outbox.sweep() == 1
    assert [pk for pk, _ in done] == [row.pk]


def test_the_sweep_does_not_ask_twice_for_the_same_row(unasked):
    unasked()
    assert outbox.sweep() == 1
    assert outbox.sweep() == 0


def test_a_row_whose_worker_went_silent_comes_back(unasked):
    row = unasked()
    outbox._claim(row.pk)
    assert outbox.sweep() == 0
    OutboxRow.objects.update(heartbeat_at=timezone.now() - outbox.STALE_AFTER - timedelta(seconds=1))
    assert outbox.sweep() == 1
    row.refresh_from_db()
    assert row.state == OutboxState.WAITING


def test_a_row_that_kills_its_worker_each_time_is_given_up(unasked):
    row = unasked()
    OutboxRow.objects.update(
        state="running",
        attempts=outbox.MAX_ATTEMPTS,
        heartbeat_at=timezone.now() - timedelta(hours=1),
    )
    outbox.sweep()
    row.refresh_from_db()
    assert row.state == OutboxState.FAILED


def test_a_worker_that_slept_too_long_does_not_overwrite_its_successor(unasked):
    row = unasked()
    first = outbox._claim(row.pk)
    OutboxRow.objects.update(state="waiting")
    second = outbox._claim(row.pk)
    assert outbox._mine(first).update(state="done") == 0
    assert outbox._mine(second).update(state="done") == 1


def test_a_long_handler_shows_that_it_lives(unasked, monkeypatch):
    monkeypatch.setattr(outbox, "BEAT_EVERY", 0.1)
    monkeypatch.setattr(outbox, "STALE_AFTER", timedelta(seconds=0.5))
    found = []

    @outbox.handler("test.long")
    def long(row):
        sleep(1)
        found.append(outbox.sweep())

    with transaction.atomic():
        row = outbox.add("test.long")
    try:
        outbox.run(row.pk)
    finally:
        del outbox._handlers["test.long"]
    assert found == [0]


def test_cleaning_keeps_what_is_young_or_not_done(unasked):
    old, young, waiting = unasked(), unasked(), unasked()
    long_ago = timezone.now() - timedelta(days=31)
    OutboxRow.objects.filter(pk=old.pk).update(state="done", done_at=long_ago)
    OutboxRow.objects.filter(pk=young.pk).update(state="done", done_at=timezone.now())
    OutboxRow.objects.filter(pk=waiting.pk).update(created_at=long_ago)
    tasks.clean_kernel()
    assert set(OutboxRow.objects.values_list("pk", flat=True)) == {young.pk, waiting.pk}


# --- races and deaths


def at_once(count, act):
    barrier = Barrier(count)

    def once(_):
        try:
            barrier.wait(10)
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(once, range(count)))


def test_many_workers_and_one_row_make_one_act(unasked):
    for _ in range(5):
        done.clear()
        row = unasked()
        assert at_once(8, lambda pk=row.pk: outbox.run(pk)).count(True) == 1
        assert len(done) == 1


def test_without_the_lock_the_row_is_done_more_than_once(unasked, monkeypatch):
    """The negative control of the race above."""

    def claim_without_lock(row_id):
        row = OutboxRow.objects.get(pk=row_id)
        if row.state != OutboxState.WAITING:
            return None
        sleep(0.1)
        OutboxRow.objects.filter(pk=row_id).update(state="running", attempts=1)
        row.attempts = 1
        return row

    monkeypatch.setattr(outbox, "_claim", claim_without_lock)
    row = unasked()
    assert at_once(8, lambda: outbox.run(row.pk)).count(True) > 1


def same_database(**more):
    """The environment in which another process works on the database of this test."""
    owner = urlsplit(os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"])
    here = urlunsplit(owner._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "DATABASE_OWNER_URL": here, "GXZC_DB_ROLE": "owner", **more}


def python(script, *args, stdin=None, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{script}", *map(str, args)],
        env=same_database(**environment),
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
        cwd=project.BASE_DIR,
    )


SLEEPING_WORKER = """
import sys, time
from core import outbox

@outbox.handler("test.note")
def sleep(row):
    print("claimed", flush=True)
    time.sleep(60)

outbox.run(int(sys.argv[1]))
"""


def test_a_killed_worker_is_followed_by_another(unasked, monkeypatch):
    row = unasked(payload={"a": 1})
    worker = python(SLEEPING_WORKER, row.pk)
    try:
        assert worker.stdout.readline() == "claimed\n"
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.communicate()
    monkeypatch.undo()
    assert outbox.sweep() == 0
    monkeypatch.setattr(outbox, "STALE_AFTER", timedelta(0))
    assert outbox.sweep() == 1
    assert done == [(row.pk, {"a": 1})]
    row.refresh_from_db()
    assert (row.state, row.attempts) == (OutboxState.DONE, 2)


def test_a_killed_worker_is_back_within_a_minute():
    scheduled = project.CELERY_BEAT_SCHEDULE["sweep the outbox"]
    assert scheduled["task"] == tasks.sweep_outbox.name
    assert outbox.STALE_AFTER.total_seconds() + scheduled["schedule"] < 60
    assert outbox.STALE_AFTER.total_seconds() > 3 * outbox.BEAT_EVERY


WITH_A_BROKER = """
import json, sys, time
from django.db import transaction
from core import outbox
from gxzc.celery import app

app.conf.task_always_eager = False

def add():
    started = time.monotonic()
    with transaction.atomic():
        outbox.add("test.note")
    return time.monotonic() - started

acts = {"add": add, "sweep": outbox.sweep}
while line := sys.stdin.readline():
    print(json.dumps(acts[line.strip()]()), flush=True)
"""


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path, "a-password", throw_away=True)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def site(transactional_db, valkey):
    """A process that adds and sweeps through a broker of its own; call it with the name of the act."""
    process = python(WITH_A_BROKER, stdin=subprocess.PIPE, REDIS_URL=valkey.url)

    def ask(act):
        process.stdin.write(f"{act}\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    yield ask
    process.communicate(timeout=20)


def queued(server):
    with redis.Redis.from_url(server.url) as client:
        return [json.loads(message)["headers"]["argsrepr"] for message in client.lrange("gxzc:celery", 0, -1)]


def test_a_broker_that_is_down_holds_nobody_up_and_loses_nothing(site, valkey):
    assert site("add") < 2
    (first,) = OutboxRow.objects.values_list("pk", flat=True)
    assert queued(valkey) == [f"({first},)"]
    valkey.stop()
    assert site("add") < 1
    assert site("add") < 1
    assert site("sweep") == 3
    OutboxRow.objects.update(heartbeat_at=None)
    valkey.wanted_port = valkey.port
    valkey.start()
    assert site("sweep") == 3
    assert len(queued(valkey)) == 3


def test_the_queue_carries_ids_only(site, valkey):
    site("add")
    with redis.Redis.from_url(valkey.url) as client:
        message = json.loads(client.lrange("gxzc:celery", 0, -1)[0])
    assert json.loads(base64.b64decode(message["body"]))[:2] == [[OutboxRow.objects.get().pk], {}]
