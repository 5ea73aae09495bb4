"""The web processes and the worker are replaced while people are at work: nobody notices (promise R21)."""

import itertools
import signal
import threading

import pytest

from core.models import OutboxRow, OutboxState
from gxzc.local import processes
from gxzc.local.valkey import Valkey
from tests.factories.kinds import WORLDS
from tests.promises.invariants import violations
from tests.promises.site import Site, this_database
from tests.promises.visitor import Visitor, session_of

pytestmark = pytest.mark.worker


@pytest.fixture
def site(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.AUDIT_HEAD_DIR = tmp_path / "media", tmp_path / "heads"
    valkey = Valkey(tmp_path, "a-password", throw_away=True)
    valkey.start()
    running = Site(tmp_path, DATABASE_URL=this_database(), REDIS_URL=valkey.url)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()
        valkey.stop()


class Person(threading.Thread):
    """Somebody who reads, hands in and withdraws without end; each request comes as the proxy brings it."""

    def __init__(self, site, application, over):
        super().__init__(daemon=True)
        self.application, self.over, self.acknowledged = application, over, moves_of(application)
        self.visitor = Visitor(site.port, session=session_of(application.actor))
        self.lost = []

    def run(self):
        own = f"/applications/{self.application.public_id}/"
        for turn in itertools.count():
            move = ("submit", "withdraw")[turn % 2]
            for path in ("/lookup/", own, "/messages/"):
                self.note(self.visitor.get(path), 200)
            answer = self.visitor.post(f"{own}moves/{move}/", {"commitment": "on"})
            self.note(answer, 302)
            if answer.status == 302:
                self.acknowledged.append(move)
            if self.over.is_set() and move == "withdraw":
                return

    def note(self, answer, wanted):
        """Keep what did not come back as it should, and hang up: the proxy opens a line for each request."""
        self.visitor.close()
        if answer.status != wanted:
            self.lost.append((answer.path, answer.status, answer.title))


def people_of_every_kind():
    """A complete application of every kind, each with its own applicant."""
    for make in WORLDS:
        world = make()
        application = world.complete()
        application.actor = world.applicant
        yield application


def everything_is_done():
    """Whether every act after a commit has been done."""
    return not OutboxRow.objects.exclude(state=OutboxState.DONE).exists()


def moves_of(application):
    """The moves of an application in their order."""
    return list(application.progress.order_by("pk").values_list("move", flat=True))


@pytest.mark.parametrize("times", [1, pytest.param(15, marks=pytest.mark.soak)])
def test_no_request_and_no_task_is_lost(site, times):
    over = threading.Event()
    people = [Person(site, application, over) for application in people_of_every_kind()]
    for person in people:
        person.start()
    for _ in range(times):
        done = [len(person.acknowledged) for person in people]
        site.running["web"].send_signal(signal.SIGHUP)
        site.replace("worker")
        assert processes.wait_until(
            lambda done=done: all(
                len(person.acknowledged) > before + 1 or person.lost
                for person, before in zip(people, done, strict=True)
            ),
            60,
            pause=0.1,
        )
    over.set()
    for person in people:
        person.join(60)
    assert [person.lost for person in people] == [[]] * len(people)
    assert [moves_of(person.application) for person in people] == [p.acknowledged for p in people]
    assert processes.wait_until(everything_is_done, 60, pause=0.2)
    # What the worker had begun it finished: nobody had to begin it again.
    assert set(OutboxRow.objects.values_list("attempts", flat=True)) == {1}
    assert violations() == []
