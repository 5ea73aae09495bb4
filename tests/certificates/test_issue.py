"""From a decision to a certificate anyone can check: once, completely, or not at all."""

import datetime
import re
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from certificates.enums import CertificateState, EventKind
from certificates.models import Certificate, CertificateEvent, CertificateSequence
from certificates.services import issue as issuing
from certificates.services.issue import create_pending, issue
from certificates.services.numbering import is_platform_number
from core.errors import Refused
from core.models import AuditEntry, OutboxRow
from messaging.models import Delivery, Message
from tests.certificates.threads import in_threads
from tests.factories.accounts import make_user
from tests.factories.certificates import granted, make_certificate, make_legacy, make_pending

pytestmark = pytest.mark.django_db


def test_a_pending_certificate_is_bare_and_not_public():
    certificate = make_pending()
    assert certificate.state == CertificateState.PENDING_ISSUE
    assert (certificate.certificate_number, certificate.control_number, certificate.lookup_code) == (
        None,
    ) * 3
    assert not certificate.is_public
    assert not Certificate.objects.public().exists()


def test_one_decision_makes_one_certificate():
    holder = make_user(name="韦春兰")
    asked = {"source_reference": "application:1", "holder": holder, "actor": None}
    first, second = create_pending(**asked, **granted()), create_pending(**asked, **granted())
    assert first == second
    assert AuditEntry.objects.filter(event="certificates.pending_created").count() == 1


@time_machine.travel(datetime.datetime(2026, 12, 31, 17, 30, tzinfo=datetime.UTC))
def test_issuing_gives_everything_at_once():
    """Half past one in the morning of New Year's Day in Guangxi: the number belongs to the new year."""
    certificate = issue(make_pending(), actor=None)
    assert certificate.state == CertificateState.NORMAL
    assert certificate.certificate_number.startswith("27070030500001")
    assert is_platform_number(certificate.certificate_number)
    assert certificate.control_number == "305070001202700001"
    assert certificate.certified_on == datetime.date(2027, 1, 1)
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", certificate.lookup_code)
    assert certificate.version == 2
    event = CertificateEvent.objects.get()
    assert (event.kind, event.is_public) == (EventKind.ISSUED, True)


def test_issuing_leaves_an_audit_row_and_tells_the_holder(django_capture_on_commit_callbacks):
    certificate = issue(make_pending(), actor=None)
    entry = AuditEntry.objects.get(event="certificates.issued")
    assert entry.subject_id == certificate.public_id
    message = Message.objects.get(recipient=certificate.holder)
    assert certificate.certificate_number in message.body
    assert Delivery.objects.filter(recipient=certificate.holder, channel="sms").count() == 1


def test_issuing_again_changes_nothing():
    certificate = make_certificate()
    again = issue(certificate, actor=None)
    assert again.certificate_number == certificate.certificate_number
    assert again.version == certificate.version
    assert CertificateEvent.objects.count() == 1
    assert Message.objects.count() == 1


def test_numbers_follow_each_other():
    numbers = [make_certificate().certificate_number[9:14] for _ in range(3)]
    assert numbers == ["00001", "00002", "00003"]


def test_the_id_number_is_sealed_and_opens_for_its_row():
    certificate = make_certificate()
    stored = Certificate.objects.get(pk=certificate.pk)
    assert stored.id_number == certificate.holder.id_number
    assert stored.id_number not in str(Certificate.objects.filter(pk=certificate.pk).values())
    assert len(stored.id_digest) == 64


def test_without_an_office_nothing_is_issued():
    certificate = make_pending()
    Certificate.objects.update(office=None)
    with pytest.raises(Refused, match="发证机关"):
        issue(certificate, actor=None)
    assert Certificate.objects.get().state == CertificateState.PENDING_ISSUE


def refused_by_the_database(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()
    return True


def test_a_number_of_ours_is_given_once():
    first, second = make_certificate(), make_certificate()
    assert refused_by_the_database(
        lambda: Certificate.objects.filter(pk=second.pk).update(certificate_number=first.certificate_number)
    )


def test_numbers_of_the_years_before_may_repeat():
    make_legacy("0833232", "韦春兰")
    make_legacy("0833232", "陆建国")
    assert Certificate.objects.filter(certificate_number="0833232").count() == 2


@pytest.mark.parametrize(
    "blank", ["certificate_number", "control_number", "lookup_code", "issued_at", "holder"]
)
def test_an_issued_certificate_is_complete(blank):
    certificate = make_certificate()
    assert refused_by_the_database(
        lambda: Certificate.objects.filter(pk=certificate.pk).update(**{blank: None})
    )


@pytest.mark.parametrize("given", [{"certificate_number": "260700305000016"}, {"lookup_code": "x" * 22}])
def test_a_pending_certificate_has_no_number(given):
    certificate = make_pending()
    assert refused_by_the_database(lambda: Certificate.objects.filter(pk=certificate.pk).update(**given))


@pytest.mark.parametrize("number", ["2607003050000", "26070030500001X", "1" * 14])
def test_numbers_have_their_shape(number):
    certificate = make_certificate()
    assert refused_by_the_database(
        lambda: Certificate.objects.filter(pk=certificate.pk).update(certificate_number=number)
    )


@pytest.mark.django_db(transaction=True)
def test_twenty_presses_issue_one_number():
    certificate = make_pending()
    numbers = in_threads(lambda: issue(certificate, actor=None).certificate_number)
    assert len(numbers) == 20
    assert len(set(numbers)) == 1
    assert Message.objects.count() == 1
    assert CertificateEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_presses_are_not_one(monkeypatch):
    """The negative control: with the row lock taken away the same presses issue more than one number."""
    certificate = make_pending()
    monkeypatch.setattr(
        "certificates.models.certificate.CertificateQuerySet.select_for_update", lambda self, **_: self
    )
    give, all_judged = issuing._give_number, Barrier(20)

    def give_after_all(*args):
        with suppress(BrokenBarrierError):
            all_judged.wait(30)
        give(*args)

    monkeypatch.setattr(issuing, "_give_number", give_after_all)

    def press():
        try:
            return issue(certificate, actor=None).certificate_number
        except IntegrityError:
            return "clash"

    assert len(set(in_threads(press))) > 1


@pytest.mark.django_db(transaction=True)
def test_twenty_certificates_at_once_leave_no_gap():
    pending = [make_pending(make_user(name=f"韦春{n}")) for n in range(20)]
    issued = in_threads(lambda: issue(pending.pop(), actor=None).certificate_number)
    assert sorted(number[9:14] for number in issued) == [f"{n:05}" for n in range(1, 21)]


class FaultError(Exception):
    """The planted failure."""


class FailAt:
    """Lets statements pass until the n-th, which fails before it reaches the database."""

    def __init__(self, n):
        self.left = n

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise FaultError
        return execute(sql, params, many, context)


def traces():
    """Everything that issuing leaves behind, and the state of the certificate."""
    written = (CertificateEvent, CertificateSequence, Message, Delivery, OutboxRow)
    events = AuditEntry.objects.filter(event="certificates.issued").count()
    return [model.objects.count() for model in written], events, Certificate.objects.values().get()


@pytest.mark.django_db(transaction=True)
def test_a_failure_at_any_statement_leaves_no_trace():
    certificate = make_pending()
    before = traces()
    for n in range(1, 100):
        try:
            with connection.execute_wrapper(FailAt(n)):
                issued = issue(certificate, actor=None)
        except FaultError:
            assert traces() == before
        else:
            break
    assert n > 8
    assert issued.certificate_number[9:14] == "00001"
