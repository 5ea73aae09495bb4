"""遗失申明 and the job that ends notices, each pressed twice at the same moment."""

import datetime
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from applications.models import PublicNotice
from applications.services.loss import end_due
from applications.services.transitions import perform
from catalogue.working_days import publish_year
from core.errors import Refused
from core.models import AuditEntry
from gxzc.local.processes import wait_until
from tests.factories.original import ReplacementWorld


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return ReplacementWorld()


def at_once(act):
    """Call `act` from two threads at the same moment; what each of them got, sorted."""
    gate, said = Barrier(2), []

    def press():
        gate.wait(30)
        try:
            said.append(str(act()))
        except Refused as refusal:
            said.append(type(refusal).__name__)
        finally:
            connection.close()

    pressing = [Thread(target=press) for _ in range(2)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join(30)
    return sorted(said)


def test_two_declarations_and_two_jobs_at_once_do_everything_once(world):
    application = world.first_section()
    assert at_once(lambda: perform(application, "declare_loss", actor=world.applicant).state) == [
        "AlreadyDone",
        "loss_notice",
    ]
    assert PublicNotice.objects.count() == 1
    assert AuditEntry.objects.filter(event="certificates.loss_noticed").count() == 1
    world.run_out(application)
    at_once(end_due)
    application.refresh_from_db()
    assert application.state == "awaiting_materials"
    assert application.progress.filter(move="open_materials").count() == 1


def test_a_year_published_while_somebody_declares_reaches_the_new_notice(world, time_machine):
    """The notice is reckoned by the calendar of before and stored after the one of now."""
    time_machine.move_to("2026-12-28T10:00:00+08:00")
    application, declared = world.first_section(), Event()

    def declare():
        with transaction.atomic():
            perform(application, "declare_loss", actor=world.applicant)
            declared.set()
            wait_until(somebody_waits, 3, pause=0.02)

    def publish():
        declared.wait(30)
        publish_year(2027, [(datetime.date(2027, 1, 1), False, "元旦")], actor=None)

    pressing = [Thread(target=closing(act)) for act in (declare, publish)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join(30)
    notice = PublicNotice.objects.get()
    assert (str(notice.ends_on), notice.is_estimate) == ("2027-01-05", False)


def closing(act):
    """`act`, and then the connection of its thread is closed."""

    def run():
        try:
            act()
        finally:
            connection.close()

    return run


def somebody_waits():
    """Whether a transaction waits for the calendar."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return cursor.fetchone()[0] > 0
