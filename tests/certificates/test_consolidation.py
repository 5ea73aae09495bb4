"""Historical certificates: written once, sealed, in few statements, and silent until they are verified."""

import datetime as dt
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts.services.people import document_digest_of
from certificates.enums import CertificateState, EventKind, Medium, NumberScheme
from certificates.models import Certificate, CertificateEvent
from certificates.services import consolidation
from certificates.services.history_rows import FaultKind
from certificates.services.verified import mark_verified
from core.models import AuditEntry
from tests.certificates.threads import in_threads
from tests.factories.accounts import actor_for, make_user
from tests.factories.certificates import make_certificate, make_issuing_office
from tests.factories.history import load_titles, make_recorded, record_rows, row_of

pytestmark = pytest.mark.django_db


def test_a_line_becomes_a_paper_certificate_nobody_else_can_find():
    row = row_of(granted_precision="month", employer_name="钦州市建筑公司", decree_number="钦职办〔2010〕1号")
    certificate = record_rows(row).certificates[0]
    certificate.refresh_from_db()
    assert (certificate.scheme, certificate.medium) == (NumberScheme.LEGACY, Medium.PAPER)
    assert certificate.state == CertificateState.NORMAL
    assert (certificate.certificate_number, certificate.series.code) == ("0833001", "05")
    assert (certificate.granted_on, certificate.granted_label) == (dt.date(2010, 12, 1), "2010-12")
    assert (certificate.employer_name, certificate.decree_number) == ("钦州市建筑公司", "钦职办〔2010〕1号")
    assert (certificate.verified_at, certificate.lookup_code, certificate.holder) == (None, None, None)
    assert not certificate.is_public
    assert not Certificate.objects.public().exists()
    event = certificate.events.get()
    assert (event.kind, event.is_public) == (EventKind.IMPORTED, False)
    assert AuditEntry.objects.get(event="certificates.recorded").subject_id == certificate.public_id


def test_the_document_number_is_sealed_and_found_by_its_digest():
    row = row_of()
    certificate = record_rows(row).certificates[0]
    stored = Certificate.objects.get(pk=certificate.pk)
    assert stored.id_number == row.id_number
    assert row.id_number not in str(Certificate.objects.values())
    assert document_digest_of(make_user(id_number=row.id_number)) == stored.id_digest


def test_all_lines_are_judged_and_only_the_right_ones_written():
    told = record_rows(row_of(1), row_of(2, name=""), row_of(3, sex="男"), row_of(4, state="有效"))
    assert [one.certificate_number for one in told.certificates] == ["0833001", "0833003"]
    assert [(fault.row, fault.field, fault.kind) for fault in told.faults] == [
        (2, "name", FaultKind.ERROR),
        (3, "sex", FaultKind.WARNING),
        (4, "state", FaultKind.ERROR),
    ]
    assert Certificate.objects.count() == 2


def test_the_same_list_twice_is_written_once():
    rows = [row_of(1), row_of(2, certificate_number="无")]
    assert len(record_rows(*rows).certificates) == 2
    again = record_rows(*rows)
    assert again.certificates == []
    assert [fault.kind for fault in again.faults] == [FaultKind.DUPLICATE] * 2
    assert Certificate.objects.count() == CertificateEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({"certificate_number": "99"}, 1),
        ({"granted_on": dt.date(2011, 1, 1), "certificate_number": "99"}, 2),
        ({"granted_on": dt.date(2011, 1, 1)}, 1),
        ({"granted_on": dt.date(2011, 1, 1), "name": "覃 月 娥"}, 1),
        ({"granted_on": dt.date(2011, 1, 1), "name": "陆建国"}, 2),
    ],
    ids=["same grant", "another grant", "same number", "same number, blanks", "same number, another name"],
)
def test_doubles_within_one_list(changes, written):
    told = record_rows(row_of(1), row_of(1, **{"row": 2, **changes}))
    assert len(told.certificates) == written
    assert len(told.faults) == 2 - written


def test_what_we_issued_ourselves_is_not_written_again():
    ours = make_certificate(make_user(name="覃月娥"))
    granted = {"series": "工程系列", "level": "中级", "title": "工程师", "granted_on": ours.granted_on}
    told = record_rows(row_of(id_number=ours.holder.id_number, **granted, certificate_number="5"))
    assert told.certificates == []
    assert told.faults[-1].kind == FaultKind.DUPLICATE


def test_void_on_the_list_is_void_in_the_register():
    assert make_recorded(state="作废").state == CertificateState.VOIDED


def test_holders_are_found_by_number_and_name():
    woman, other = make_user(name="覃月娥"), make_user(name="陆建国")
    told = record_rows(
        row_of(1, id_number=woman.id_number, sex=""), row_of(2, id_number=other.id_number, sex="")
    )
    assert [one.holder for one in told.certificates] == [woman, None]


def test_the_number_of_statements_grows_with_thousands_only():
    load_titles()
    office, costs = make_issuing_office(), []
    for first, last in ((1, 2), (3, 300)):
        with CaptureQueriesContext(connection) as captured:
            told = consolidation.record(
                [row_of(n) for n in range(first, last + 1)], office=office, actor=None
            )
        assert len(told.certificates) == last - first + 1
        costs.append(len([one for one in captured if "SAVEPOINT" not in one["sql"]]))
    assert costs == [10, 10]


def test_verifying_makes_public_once():
    first, second = make_recorded(1), make_recorded(2)
    clerk = actor_for(house=first.office)
    assert mark_verified([first], actor=clerk) == [first]
    first.refresh_from_db()
    assert first.is_public
    assert len(first.lookup_code) == 22
    assert list(Certificate.objects.public()) == list(Certificate.objects.verified()) == [first]
    event = first.events.first()
    assert (event.kind, event.office, event.is_public) == (EventKind.VERIFIED, first.office, True)
    assert mark_verified([first, second, make_certificate()], actor=clerk) == [second]
    assert AuditEntry.objects.filter(event="certificates.verified").count() == 2
    assert Certificate.objects.get(pk=first.pk).lookup_code == first.lookup_code


def test_a_verified_certificate_has_a_lookup_code():
    certificate = make_recorded()
    with pytest.raises(IntegrityError):
        Certificate.objects.filter(pk=certificate.pk).update(verified_at=certificate.created_at)


def written_by_four(rows):
    office = make_issuing_office()
    return in_threads(lambda: len(consolidation.record(rows, office=office, actor=None).certificates), 4)


@pytest.mark.django_db(transaction=True)
def test_one_list_recorded_by_four_at_once_is_written_once():
    load_titles()
    assert sorted(written_by_four([row_of(n) for n in range(1, 20)])) == [0, 0, 0, 19]
    assert Certificate.objects.count() == 19


@pytest.mark.django_db(transaction=True)
def test_control_without_turns_the_lists_collide(monkeypatch):
    """The negative control: without taking turns all four judge before the first has written."""
    load_titles()
    monkeypatch.setattr(consolidation, "_take_turns", lambda: None)
    write, all_judged, collided = consolidation._write, Barrier(4), []

    def write_after_all(*args):
        try:
            all_judged.wait(20)
            write(*args)
        except (BrokenBarrierError, IntegrityError) as problem:
            collided.append(type(problem))
            raise

    monkeypatch.setattr(consolidation, "_write", write_after_all)
    rows, office = [row_of(1)], make_issuing_office()

    def attempt():
        try:
            return len(consolidation.record(rows, office=office, actor=None).certificates)
        except IntegrityError:
            return 0

    assert sum(in_threads(attempt, 4)) == 1
    assert collided == [IntegrityError] * 3
