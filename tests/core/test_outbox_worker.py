"""A real worker and a real beat: what a killed worker held is done within a minute."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.conf import settings
from django.db import transaction

from core import outbox
from core.models import OutboxRow, OutboxState
from gxzc.local.valkey import Valkey
from tests.core.test_outbox import same_database

pytestmark = [pytest.mark.worker, pytest.mark.soak]


@pytest.fixture
def environment(tmp_path):
    server = Valkey(tmp_path, "a-password", throw_away=True)
    server.start()
    yield same_database(REDIS_URL=server.url)
    server.stop()


@contextmanager
def celery(environment, *args):
    """One Celery process; at the end neither it nor one of its children lives."""
    process = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "tests.core.slow_worker", *args],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process):
    """Like a machine that loses power: a child left alone would finish the row, which is another story."""
    if process.poll() is not None:
        return
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for pid in (process.pid, *map(int, children)):
        os.kill(pid, signal.SIGKILL)
    process.wait(10)


def worker(environment):
    return celery(environment, "worker", "--concurrency=1")


def wait_for(state, seconds):
    until = monotonic() + seconds
    while OutboxRow.objects.get().state != state:
        assert monotonic() < until, f"not {state} after {seconds} s"
        sleep(0.2)


def test_what_a_killed_worker_held_is_done_within_a_minute(
    transactional_db, environment, tmp_path, monkeypatch
):
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)
    with transaction.atomic():
        outbox.add("test.slow")
    with celery(environment, "beat", f"--schedule={tmp_path / 'beat'}"):
        with worker(environment) as first:
            # To start is no part of the promise: two processes on a busy machine take most of a minute.
            wait_for(OutboxState.RUNNING, 120)
            kill(first)
            killed = monotonic()
        with worker(environment):
            wait_for(OutboxState.DONE, 60 - (monotonic() - killed))
    assert OutboxRow.objects.get().attempts == 2
