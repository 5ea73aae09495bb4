"""Many people at the same instant: threads that start together, each with a connection of its own."""

import threading
from contextlib import suppress

from django.db import connection
from django.db.models import QuerySet
from django.test import Client

from core.workflow import Workflow
from tests.factories.accounts import sign_in

CROWD = 20
# A loaded machine may keep the last of twenty waiting; how long people wait is not what a race asks.
PATIENCE = "60s"


def at_once(*works):
    """Run all works in threads that start together; what each returned or raised, in their order."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(place, work):
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
            start.wait(60)
            results[place] = work()
        except Exception as problem:  # noqa: BLE001 - what a thread raised is what the test looks at
            results[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair, daemon=True) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not any(thread.is_alive() for thread in threads), "somebody is still waiting"
    return results


def browsers(actor, count):
    """`count` browsers in which the same person signed in, each with a session of its own."""
    return [sign_in(Client(), actor) for _ in range(count)]


def window(browser):
    """One more window of a browser: the same cookies, usable beside the others."""
    twin = Client()
    twin.cookies = browser.cookies.copy()
    return twin


def post(browser, url, data):
    """A click that has not happened yet: a fresh window that will post `data`."""
    opened = window(browser)
    return lambda: opened.post(url, data)


def after_all(people, write):
    """A `write` that nobody gets through before all `people` have judged."""
    all_judged = threading.Barrier(people)

    def write_after_all(*args):
        with suppress(threading.BrokenBarrierError):
            all_judged.wait(30)
        return write(*args)

    return write_after_all


def switch_off_locks(monkeypatch, people):
    """The negative control: rows are not locked, and nobody writes before all `people` have judged."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_options: self.all())
    monkeypatch.setattr(Workflow, "_write", after_all(people, Workflow._write))
