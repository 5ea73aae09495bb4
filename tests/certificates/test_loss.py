"""A lost paper certificate: on notice once, by one application, and from there found or void."""

import re
from threading import Barrier, BrokenBarrierError

import pytest

from certificates.enums import CertificateState as S
from certificates.enums import EventKind
from certificates.models import Certificate, CertificateEvent
from certificates.services import loss
from certificates.services.loss import mark_lost, restore, void_lost
from core.errors import Refused
from core.models import AuditEntry
from tests.certificates.threads import in_threads
from tests.factories.accounts import actor_for
from tests.factories.certificates import make_certificate, make_issuing_office, make_legacy

pytestmark = pytest.mark.django_db
OURS, OTHERS = "application:1", "application:2"


def lost(**changes):
    return mark_lost(make_legacy(**changes), actor=None, reference=OURS)


def kinds():
    return list(CertificateEvent.objects.order_by("pk").values_list("kind", flat=True))


def test_lost_and_found_again():
    certificate = lost()
    assert (certificate.state, certificate.version) == (S.ON_LOSS_NOTICE, 2)
    clerk = actor_for(house=make_issuing_office())
    certificate = restore(certificate, actor=clerk, reference=OURS)
    assert (certificate.state, certificate.loss_reference) == (S.NORMAL, "")
    assert kinds() == [EventKind.LOSS_NOTICED, EventKind.RESTORED]
    assert CertificateEvent.objects.get(kind=EventKind.RESTORED).office == clerk.office
    entries = AuditEntry.objects.filter(event__startswith="certificates.loss").order_by("pk")
    assert [(entry.event, entry.data["reference"]) for entry in entries] == [
        ("certificates.loss_noticed", OURS),
        ("certificates.loss_restored", OURS),
    ]
    assert mark_lost(certificate, actor=None, reference=OTHERS).state == S.ON_LOSS_NOTICE


def test_lost_and_replaced():
    certificate = void_lost(lost(), actor=None, reference=OURS)
    assert certificate.state == S.VOIDED
    assert kinds() == [EventKind.LOSS_NOTICED, EventKind.VOIDED]
    with pytest.raises(Refused, match="已作废"):
        restore(certificate, actor=None, reference=OURS)


@pytest.mark.parametrize(
    ("verb", "before"),
    [(mark_lost, S.ON_LOSS_NOTICE), (restore, S.NORMAL), (void_lost, S.VOIDED)],
    ids=["mark_lost", "restore", "void_lost"],
)
def test_asked_again_nothing_happens(verb, before):
    certificate = make_legacy(state=before, loss_reference="" if before == S.NORMAL else OURS)
    assert verb(certificate, actor=None, reference=OURS).version == certificate.version
    assert not CertificateEvent.objects.exists()
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("verb", [mark_lost, restore, void_lost], ids=["mark_lost", "restore", "void_lost"])
def test_another_application_cannot_touch_the_notice(verb):
    certificate = lost()
    with pytest.raises(Refused, match="遗失公示"):
        verb(certificate, actor=None, reference=OTHERS)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.loss_reference) == (S.ON_LOSS_NOTICE, OURS)


def test_an_electronic_certificate_is_downloaded_instead():
    with pytest.raises(Refused, match=re.escape("电子证书不需要遗失补办，请直接下载。")):
        mark_lost(make_certificate(), actor=None, reference=OURS)


def outcome(verb, state):
    certificate = make_legacy(state=state, loss_reference="")
    try:
        return verb(certificate, actor=None, reference=OURS).state
    except Refused:
        return "refused"


@pytest.mark.parametrize("state", [state for state in S.public if state != S.ON_LOSS_NOTICE])
def test_every_other_door_is_shut(state):
    """Voided by anything but this application is no 遗失补办."""
    open_to = {mark_lost: S.ON_LOSS_NOTICE, restore: S.NORMAL} if state == S.NORMAL else {}
    for verb in (mark_lost, restore, void_lost):
        assert outcome(verb, state) == open_to.get(verb, "refused")


def press(certificate):
    """Two applications lose the same certificate at one instant."""
    references = [OURS, OTHERS]

    def attempt():
        try:
            return mark_lost(certificate, actor=None, reference=references.pop()).loss_reference
        except Refused:
            return "refused"

    return in_threads(attempt, 2)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_notice():
    certificate = make_legacy()
    told = press(certificate)
    assert told.count("refused") == 1
    assert Certificate.objects.get().loss_reference in told
    assert kinds() == [EventKind.LOSS_NOTICED]


@pytest.mark.django_db(transaction=True)
def test_control_without_the_lock_both_believe_it(monkeypatch):
    """The negative control: with the row lock taken away both are told that theirs is the notice."""
    certificate, both_judged = make_legacy(), Barrier(2)
    monkeypatch.setattr(
        "certificates.models.certificate.CertificateQuerySet.select_for_update", lambda self, **_: self
    )
    write = loss._write

    def write_after_both(*args):
        try:
            both_judged.wait(20)
        except BrokenBarrierError:
            pytest.fail("the other never came")
        write(*args)

    monkeypatch.setattr(loss, "_write", write_after_both)
    assert sorted(press(certificate)) == [OURS, OTHERS]
    assert kinds() == [EventKind.LOSS_NOTICED] * 2
