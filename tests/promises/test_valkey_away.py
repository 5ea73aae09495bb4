"""Valkey is gone: looking up, signing in, saving, submitting go on; afterwards everything is sent (R11)."""

import itertools
import threading
import time

import pytest
from captcha.models import CaptchaStore
from django.db import connection

from core.models import OutboxRow, OutboxState
from gxzc.local import processes
from gxzc.local.valkey import Valkey
from tests.factories.accounts import PASSWORD
from tests.factories.applications import ANSWERS
from tests.factories.certificates import make_certificate
from tests.promises.invariants import violations
from tests.promises.site import Site, this_database
from tests.promises.visitor import Visitor, session_of

pytestmark = pytest.mark.worker


@pytest.fixture
def valkey(tmp_path):
    server = Valkey(tmp_path, "a-password", throw_away=True)
    server.start()
    server.wanted_port = server.port
    yield server
    server.stop()


@pytest.fixture
def site(world, valkey, tmp_path):
    running = Site(tmp_path, DATABASE_URL=this_database(), REDIS_URL=valkey.url)
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()


class Load(threading.Thread):
    """One person who does the same things over and over; `took` are seconds and answers by moment."""

    def __init__(self, visitor, round_of_work, over):
        super().__init__(daemon=True)
        self.visitor, self.round_of_work, self.over = visitor, round_of_work, over
        self.took, self.problem = [], None

    def is_heard_of(self, since):
        """Whether something begun after `since` is done, or nothing more will come."""
        return self.problem is not None or any(begun > since for begun, _, _ in self.took)

    def run(self):
        try:
            for turn in itertools.count():
                for click in self.round_of_work(self.visitor, turn):
                    if self.over.is_set():
                        return
                    begun = time.monotonic()
                    answer = click()
                    self.took.append((begun, time.monotonic() - begun, answer))
        except Exception as problem:  # noqa: BLE001 - the test looks at it
            self.problem = problem
        finally:
            self.visitor.close()
            connection.close()


def reading_in_public(code):
    """The public pages."""

    def round_of_work(visitor, _turn):
        return [
            lambda path=path: visitor.get(path)
            for path in ("/", "/lookup/", f"/v/{code}/", "/accounts/sign-in/", "/accounts/register/")
        ]

    return round_of_work


def reading_at_home(application):
    """The pages of a person who is signed in."""

    def round_of_work(visitor, _turn):
        own = f"/applications/{application.public_id}/"
        return [
            lambda path=path: visitor.get(path)
            for path in ("/my/", "/applications/", own, f"{own}progress/", "/messages/", "/certificates/")
        ]

    return round_of_work


def solved(visitor, path):
    """The picture code of a page, read where it is kept."""
    page = visitor.get(path).page
    key = page.split('name="captcha_0" value="')[1].split('"')[0]
    return {"captcha_0": key, "captcha_1": CaptchaStore.objects.get(hashkey=key).response}


def signing_in(account):
    """A fresh browser at the sign-in page, from another address each time."""

    def round_of_work(visitor, turn):
        def click():
            visitor.cookies.pop("sessionid", None)
            visitor.address = f"192.0.2.{turn % 250}"
            data = {"account": account, "password": PASSWORD, **solved(visitor, "/accounts/sign-in/")}
            return visitor.post("/accounts/sign-in/", data)

        return [click]

    return round_of_work


def asking_by_number(certificate):
    """The public question by number and name."""

    def round_of_work(visitor, turn):
        def click():
            visitor.address = f"198.18.{turn % 250}.1"
            data = {
                "certificate_number": certificate.certificate_number,
                "holder_name": certificate.holder_name,
            }
            return visitor.post("/lookup/", data | solved(visitor, "/lookup/"))

        return [click]

    return round_of_work


def saving(application):
    """保存 and autosave of one section."""

    def round_of_work(visitor, turn):
        path = f"/applications/{application.public_id}/sections/work_summary/"
        data = {"summary": f"<p>第 {turn} 次保存。</p>"}
        return [
            lambda: visitor.post(path, ANSWERS["work_summary"] | {"version": 2 * turn}),
            lambda: visitor.post(f"{path}autosave/", data | {"version": 2 * turn + 1}),
        ]

    return round_of_work


def submitting(application):
    """同意并报送 and 撤回, in turn."""

    def round_of_work(visitor, _turn):
        path = f"/applications/{application.public_id}/moves/"
        return [
            lambda: visitor.post(f"{path}submit/", {"commitment": "on"}),
            lambda: visitor.post(f"{path}withdraw/", {}),
        ]

    return round_of_work


@pytest.fixture
def crowd(site, world):
    """Everybody at work, by what they do."""
    certificate = make_certificate()
    drafting, submitter = world.another_applicant(), world.another_applicant()
    draft, complete, own = world.draft(drafting), world.complete(submitter), world.submitted()
    over = threading.Event()

    def person(work, actor=None):
        return Load(Visitor(site.port, session=session_of(actor) if actor else ""), work, over)

    loads = {
        "public pages": person(reading_in_public(certificate.lookup_code)),
        "own pages": person(reading_at_home(own), world.applicant),
        "sign-in": person(signing_in(world.applicant.user.mobile)),
        "look-up": person(asking_by_number(certificate)),
        "saving": person(saving(draft), drafting),
        "submitting": person(submitting(complete), submitter),
    }
    for load in loads.values():
        load.start()
    yield loads
    over.set()
    for load in loads.values():
        load.join(60)


@pytest.mark.parametrize("seconds", [5, pytest.param(30, marks=pytest.mark.soak)])
def test_work_goes_on_without_valkey_and_everything_is_sent_afterwards(site, valkey, crowd, seconds):
    time.sleep(2)
    valkey.stop()
    gone = time.monotonic()
    time.sleep(seconds)
    # On a slow machine a turn begun before may last longer than that.
    assert processes.wait_until(lambda: all(load.is_heard_of(gone) for load in crowd.values()), 60)
    back = time.monotonic()
    waiting = OutboxRow.objects.filter(state=OutboxState.WAITING).count()
    assert waiting > 0, "nothing was left to be sent"
    assert not site.is_ready()
    for name, load in crowd.items():
        load.over.set()
        load.join(60)
        assert load.problem is None, (name, load.problem)
        there = [(took, answer) for begun, took, answer in load.took if gone < begun < back]
        assert there, name
        assert {answer.status for _, answer in there} <= {200, 302}, (name, there[-1])
        assert max(took for took, _ in there) < 10, name
    valkey.start()
    assert processes.wait_until(everything_is_sent, 90, pause=0.5), OutboxRow.objects.exclude(
        state="done"
    ).count()
    assert violations() == []


def everything_is_sent():
    """Whether no act after a commit is left to be done."""
    return not OutboxRow.objects.exclude(state=OutboxState.DONE).exists()
