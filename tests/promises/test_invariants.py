"""The invariants hold for a whole road, and each of them finds what it is there to find."""

import os
import time

import pytest
from django.db import connection, transaction

from applications.services import delivery
from certificates.enums import DeliveryMethod
from certificates.services.deliver import Parcel
from core import file_disk, outbox
from core.models import StoredFile
from tests.factories.accounts import let_mail
from tests.factories.applications import PARCEL, World
from tests.promises.invariants import QUERIES, violations

pytestmark = pytest.mark.django_db

# One way to break each invariant, in the order of the queries.
BREACHES = [
    "UPDATE applications_application SET state = 'office_review', certificate_id = NULL",
    "UPDATE applications_applicationprogress SET from_state = 'draft' WHERE move = 'approve'",
    "DELETE FROM applications_applicationprogress WHERE move = 'endorse'",
    "DELETE FROM applications_sectionverdict; DELETE FROM applications_submissionrevision",
    """UPDATE certificates_certificate SET state = 'pending_issue', certificate_number = NULL,
       control_number = NULL, lookup_code = NULL, issued_at = NULL""",
    "UPDATE applications_application SET state = 'approved'",
    """INSERT INTO applications_applicationprogress (application_id, move, label, step, from_state, to_state,
         opinion, by_name, by_body, capacity, at)
       SELECT application_id, move, label, step, from_state, to_state, opinion, by_name, by_body, capacity, at
       FROM applications_applicationprogress WHERE move = 'approve'""",
    "DELETE FROM messaging_message WHERE template_code = 'certificate_issued'",
    "UPDATE certificates_certificatesequence SET last = last + 1",
    "UPDATE applications_applicationsequence SET last = last - 1",
    "UPDATE messaging_delivery SET state = 'delivered'",
    "UPDATE core_outboxrow SET state = 'running', heartbeat_at = NULL",
    "UPDATE core_outboxrow SET state = 'done', payload = 'x'",
    """INSERT INTO core_auditentry (public_id, event, subject_kind, subject_id, capacity, request_id, data)
       SELECT gen_random_uuid(), 'accounts.registered', 'accounts.user', public_id, '', '', '{}'
       FROM accounts_user LIMIT 1; DELETE FROM accounts_loginidentifier""",
    "UPDATE payments_order SET state = 'closed', closed_at = now()",
    "UPDATE certificates_delivery SET owner_id = gen_random_uuid()",
    "UPDATE payments_order SET state = 'paid', channel = 'offline', paid_at = now()",
    "UPDATE applications_application SET state = 'awaiting_payment'",
]


@pytest.fixture
def road(settings, tmp_path):
    """One application that went the whole way."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.AUDIT_HEAD_DIR = tmp_path / "heads"
    world = World()
    let_mail(world.office)
    issued = world.issued()
    parcel = Parcel(**PARCEL)
    delivery.choose(issued, DeliveryMethod.MAILING, parcel, actor=world.applicant, expected_version=0)
    return issued


def test_a_whole_road_is_sound(road):
    assert violations() == []


@pytest.mark.parametrize(
    ("name", "breach"), list(zip(QUERIES, BREACHES, strict=True)), ids=lambda text: text[:40]
)
def test_each_invariant_finds_its_breach(name, breach, road):
    with connection.cursor() as cursor:
        cursor.execute(breach)
    assert any(found.startswith(name) for found in violations())


def test_bytes_and_rows_are_held_against_each_other(road):
    file = StoredFile.objects.first()
    (file_disk.root() / file.path).unlink()
    stray = file_disk.root() / file_disk.write(b"stray")
    os.utime(stray, times=(time.time() - 7200,) * 2)
    assert violations() == [
        f"row without its bytes: {file.path}",
        f"bytes without a row: {stray.parent.name}/{stray.name}",
    ]


@pytest.mark.django_db(transaction=True)
def test_a_changed_audit_entry_is_found(road):
    assert violations() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_auditentry SET capacity = 'applicant' WHERE event = 'certificates.issued'"
        )
    assert any("was changed" in found for found in violations())


def test_an_act_that_waits_is_no_breach(road):
    with transaction.atomic():
        outbox.add("promises.later")
    assert violations() == []
