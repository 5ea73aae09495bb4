"""证书共计被在线查验或浏览 N 次: exact, also while views arrive and are folded at once."""

import secrets
import threading

import pytest
from django.db import connection, transaction

from certificates.models import CertificateView, CertificateViewTotal
from certificates.services.counting import record_view, roll_up, view_count
from certificates.tasks import roll_up_views
from tests.certificates.threads import in_threads
from tests.factories.accounts import make_user
from tests.factories.certificates import make_certificate

pytestmark = pytest.mark.django_db


def look_at(certificate, channel):
    record_view(certificate, channel, receipt_number=secrets.token_hex(10))


def test_nobody_looked_yet():
    assert view_count(make_user()) == 0


def test_waiting_and_folded_views_count_together():
    certificate = make_certificate()
    other = make_certificate(certificate.holder)
    stranger = make_certificate(make_user(name="陆建国"))
    for one in (certificate, certificate, other, stranger):
        look_at(one, "form")
    assert view_count(certificate.holder) == 3
    assert roll_up_views() == 4
    assert not CertificateView.objects.filter(is_counted=False).exists()
    assert view_count(certificate.holder) == 3
    look_at(certificate, "scan")
    assert view_count(certificate.holder) == 4
    assert roll_up() == 1
    assert roll_up() == 0
    assert CertificateViewTotal.objects.get(certificate=certificate).count == 3


def test_counting_takes_one_statement(django_assert_num_queries):
    certificate = make_certificate()
    look_at(certificate, "form")
    with django_assert_num_queries(1):
        assert view_count(certificate.holder) == 1


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_or_doubled_while_folding():
    certificate = make_certificate()
    done, seen = threading.Event(), []

    def fold_and_read():
        try:
            while not done.is_set():
                roll_up()
                seen.append(view_count(certificate.holder))
        finally:
            connection.close()

    folders = [threading.Thread(target=fold_and_read) for _ in range(2)]
    for folder in folders:
        folder.start()
    in_threads(lambda: [look_at(certificate, "scan") for _ in range(15)])
    done.set()
    for folder in folders:
        folder.join(20)
    assert view_count(certificate.holder) == 300
    assert all(n <= 300 for n in seen)
    roll_up()
    assert CertificateViewTotal.objects.get().count == 300


@pytest.mark.django_db(transaction=True)
def test_a_second_counting_at_the_same_time_takes_other_rows():
    certificate = make_certificate()
    for _ in range(3):
        look_at(certificate, "scan")
    with transaction.atomic():
        assert roll_up() == 3
        assert in_threads(roll_up, count=1) == [0]
    assert view_count(certificate.holder) == 3


@pytest.mark.django_db(transaction=True)
def test_a_view_waits_for_nobody(runtime_connection):
    """The certificate's row is locked by somebody; looking at it goes on all the same."""
    certificate = make_certificate()
    with runtime_connection.cursor() as other:
        other.execute("SELECT 1 FROM certificates_certificate WHERE id = %s FOR UPDATE", [certificate.pk])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        look_at(certificate, "form")
        runtime_connection.rollback()
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout")
    assert view_count(certificate.holder) == 1
