"""PostgreSQL goes down like a machine without power, in mid-request, and comes back (promise R10)."""

import json
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager

import psycopg2
import pytest
from django.conf import settings

from gxzc.local import keys, processes
from gxzc.local.postgres import Postgres
from gxzc.local.postgres_roles import OWNER, RUNTIME
from gxzc.local.valkey import Valkey
from tests.promises.invariants import broken_queries
from tests.promises.site import Site
from tests.promises.visitor import Visitor

pytestmark = pytest.mark.worker

WALKERS = 6
LONGEST_GAP = 3
# What a worker held when its database went is taken up again when it has shown no life for a while.
A_MINUTE_LATER = """
UPDATE core_outboxrow SET heartbeat_at = heartbeat_at - interval '1 minute'
WHERE state = 'running' AND heartbeat_at < pg_postmaster_start_time()
"""


@pytest.fixture
def servers(request, open_folder, settings):
    """A PostgreSQL that writes everything through, as in production, and a Valkey, with one environment.

    With the parameter "careless" PostgreSQL answers before it has written.
    """
    settings.MEDIA_ROOT, settings.AUDIT_HEAD_DIR = open_folder / "files", open_folder / "heads"
    secrets = {name: make() for name, make in keys.MAKERS.items()}
    careless = getattr(request, "param", "") == "careless"
    postgres = Postgres(open_folder, secrets, throw_away=careless)
    valkey = Valkey(open_folder, secrets["valkey"], throw_away=True)
    try:
        postgres.start()
        if careless:
            write_late(postgres)
        valkey.start()
        postgres.environment = {
            "DATABASE_URL": postgres.url(RUNTIME, "database_runtime"),
            "DATABASE_OWNER_URL": postgres.url(OWNER, "database_owner"),
            "REDIS_URL": valkey.url,
        }
        yield postgres
    finally:
        postgres.stop()
        valkey.stop()


@pytest.fixture
def site(servers, open_folder):
    """The platform on these servers; `people` are sessions with a complete application each."""
    running = Site(open_folder, **servers.environment)
    try:
        made = subprocess.run(
            [sys.executable, "-m", "tests.promises.stage", str(WALKERS)],
            env=running.environment | {"GXZC_DB_ROLE": "owner"},
            cwd=settings.BASE_DIR,
            stdout=subprocess.PIPE,
            check=True,
            timeout=180,
        )
        running.people = json.loads(made.stdout.splitlines()[-1])
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


class Walker(threading.Thread):
    """One person who submits and withdraws without end, and presses once more when a page fails."""

    def __init__(self, site, session, application, over):
        super().__init__(daemon=True)
        self.site, self.over, self.application = site, over, application
        self.visitor = Visitor(site.port, session=session)
        self.acknowledged, self.failed_at, self.given_up = [], [], []

    def run(self):
        moves = 0
        while not self.over.is_set():
            self.press(("submit", "withdraw")[moves % 2])
            moves += 1
        self.visitor.close()

    def press(self, move):
        """Post once, and once more when the site says that it is ready."""
        for attempt in range(2):
            answer = self.visitor.post(
                f"/applications/{self.application}/moves/{move}/", {"commitment": "on"}
            )
            if answer.status == 302:
                self.acknowledged.append(move)
                return
            self.failed_at.append(time.monotonic())
            if attempt == 0:
                processes.wait_until(self.site.is_ready, 30, pause=0.05)
        self.given_up.append((move, answer))
        self.over.set()


def write_late(postgres):
    """From its next start on, seconds late instead of a fifth of one, in which a slow machine does little."""
    with (postgres.data / "postgresql.conf").open("a") as configuration:
        configuration.write("wal_writer_delay = 10s\n")


def restart(postgres):
    """`pg_ctl -m immediate restart`; returns when it accepts connections again."""
    processes.stop(postgres.running(), signal.SIGQUIT, 30)
    postgres.wanted_port = postgres.port
    postgres.start()
    return time.monotonic()


def histories(cursor, walkers):
    """The moves of each application in the order of the rows."""
    query = (
        "SELECT p.move FROM applications_applicationprogress p JOIN applications_application a"
        " ON a.id = p.application_id WHERE a.public_id = %s ORDER BY p.id"
    )
    for walker in walkers:
        cursor.execute(query, [walker.application])
        yield [move for (move,) in cursor.fetchall()]


def walk_through(site, servers, restarts):
    """Let everybody walk while PostgreSQL restarts; the walkers, and failures long after it was up."""
    over, late = threading.Event(), []
    walkers = [Walker(site, *person, over) for person in site.people]
    for walker in walkers:
        walker.start()
    for _ in range(restarts):
        time.sleep(2)
        up = restart(servers)
        time.sleep(LONGEST_GAP + 1)
        late += [
            moment - up for walker in walkers for moment in walker.failed_at if moment > up + LONGEST_GAP
        ]
    over.set()
    for walker in walkers:
        walker.join(60)
    assert sum(len(walker.failed_at) for walker in walkers) > 0, "the restart met no request"
    return walkers, late


@pytest.mark.parametrize("restarts", [1, pytest.param(10, marks=pytest.mark.soak)])
def test_no_acknowledged_step_is_lost_and_none_is_made_twice(site, servers, restarts):
    walkers, late = walk_through(site, servers, restarts)
    assert late == []
    assert [walker.given_up for walker in walkers] == [[]] * WALKERS
    with reading(servers) as cursor:
        assert list(histories(cursor, walkers)) == [walker.acknowledged for walker in walkers]
        cursor.execute(A_MINUTE_LATER)
        assert processes.wait_until(lambda: nothing_waits(cursor), 60, pause=0.5)
        assert broken_queries(cursor) == []


@pytest.mark.soak
@pytest.mark.parametrize("servers", ["careless"], indirect=True)
def test_control_a_database_that_answers_before_it_has_written_loses_steps(site, servers):
    walkers, _ = walk_through(site, servers, 3)
    with reading(servers) as cursor:
        assert list(histories(cursor, walkers)) != [walker.acknowledged for walker in walkers]


@contextmanager
def reading(servers):
    """A cursor on the tables, outside any transaction."""
    with closing(psycopg2.connect(servers.url(OWNER, "database_owner"))) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            yield cursor


def nothing_waits(cursor):
    """Whether every act after a commit has been done."""
    cursor.execute("SELECT count(*) FROM core_outboxrow WHERE state <> 'done'")
    return cursor.fetchone() == (0,)
