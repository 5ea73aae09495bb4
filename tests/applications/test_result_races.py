"""The list, the decree and the approval of a 职称评审, each against another hand at the same moment."""

import datetime
from functools import partial
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from applications.models import Application, ResultNotice, ResultObjection
from applications.services import decreeing, result_notices
from applications.services.transitions import perform
from certificates.models import Certificate, Decree
from core.errors import Refused
from core.models import AuditEntry, StoredDocument
from tests.factories.applications import OPINION
from tests.factories.notices import PDF
from tests.factories.results import OBJECTION, ResultsWorld


@pytest.fixture
def world(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return ResultsWorld()


def at_once(*acts):
    """Call each act in a thread of its own at the same moment; which of them were refused."""
    gate, refused = Barrier(len(acts)), [None] * len(acts)

    def press(place, act):
        gate.wait(30)
        try:
            act()
            refused[place] = False
        except Refused:
            refused[place] = True
        finally:
            connection.close()

    pressing = [Thread(target=press, args=pair) for pair in enumerate(acts)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join(30)
    return refused


def test_everybody_stands_on_one_list_and_a_decree_and_an_objection_exclude_each_other(world):
    application = world.passed()
    publish = [lambda: result_notices.publish(world.plan, actor=world.officer)] * 2
    assert sorted(at_once(*publish)) == [False, True]
    assert ResultNotice.objects.count() == 1
    world.run_out()
    decree = world.decree()
    refused = at_once(
        lambda: perform(application, "decree", actor=world.officer, data={"decree": decree.pk}),
        lambda: perform(application, "record_objection", actor=world.second, data=OBJECTION),
    )
    assert sorted(refused) == [False, True]
    decreed = Application.objects.get(pk=application.pk).decree_number
    assert bool(decreed) is not ResultObjection.objects.exists()


def test_one_number_under_two_days_at_once_is_one_decree_that_nobody_changes_afterwards(world):
    application = world.on_notice()
    world.run_out()
    today = timezone.localdate()
    ResultNotice.objects.update(ends_on=today - datetime.timedelta(days=4))
    told = []

    def press(actor, day):
        file = SimpleUploadedFile("批文.pdf", PDF)
        number = "钦职办〔2026〕31号"
        told.append(
            decreeing.decree(world.plan, [application], number=number, dated_on=day, file=file, actor=actor)
        )

    refused = at_once(
        partial(press, world.officer, today), partial(press, world.second, today - datetime.timedelta(days=1))
    )
    assert sorted(refused) == [False, True]
    [[outcome]] = told
    assert outcome.refusal == ""
    decree = Decree.objects.get()
    application.refresh_from_db()
    assert (application.result.decree, application.decree_number) == (decree, decree.number)
    assert not AuditEntry.objects.filter(event="certificates.decree_corrected").exists()
    assert StoredDocument.objects.filter(owner_id=decree.public_id).count() == 1


def test_two_who_approve_and_one_who_sends_back_leave_one_certificate_or_none(world):
    application = world.decreed()
    approve = [
        partial(perform, application, "approve", actor=actor, data=OPINION)
        for actor in (world.second, world.admin)
    ]
    send_back = partial(perform, application, "take_back_decree", actor=world.second, data=OPINION)
    assert sorted(at_once(*approve, send_back)) == [False, True, True]
    application.refresh_from_db()
    assert Certificate.objects.count() == (application.state == "issued")
