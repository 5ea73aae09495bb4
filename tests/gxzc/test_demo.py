"""The demo: made by the services, and made anew whatever has been recorded since."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.enums import (
    CorrectionState,
    EmployerState,
    InvitationState,
    LineOutcome,
    TransferState,
)
from accounts.models import (
    Employer,
    EmployerTransfer,
    IdentityCorrection,
    Invitation,
    InvitationLine,
    Membership,
    ProfileRow,
    User,
)
from accounts.profile import archive
from applications.models import Application
from certificates.models import Certificate
from core import sealing
from core.models import AuditCheck, AuditEntry
from gxzc.local.demo_accounts import DEMO_ACCOUNTS
from messaging.enums import DeliveryState, NoticeState
from messaging.models import Delivery, MessageTemplate, NoticeRecipient, OfficeNotice


def states_of(model, field="state"):
    return set(model.objects.values_list(field, flat=True))


def everything_can_be_seen():
    """Every screen has something in every state to show."""
    assert states_of(Employer) == set(EmployerState.values)
    assert states_of(EmployerTransfer) == set(TransferState.values)
    assert states_of(IdentityCorrection) == set(CorrectionState.values) - {CorrectionState.WITHDRAWN}
    assert states_of(Invitation) == set(InvitationState.values)
    assert states_of(InvitationLine, "outcome") >= {
        LineOutcome.WRONG,
        LineOutcome.INVITED,
        LineOutcome.MEMBER,
    }
    assert states_of(OfficeNotice) == {NoticeState.DRAFT, NoticeState.SENT, NoticeState.WITHDRAWN}
    assert states_of(Delivery) >= set(DeliveryState.values) - {DeliveryState.WAITING}
    assert states_of(ProfileRow, "section_key") == {one.key for one in archive.SECTIONS if one.many}
    assert NoticeRecipient.objects.filter(read_at=None).exists()
    assert NoticeRecipient.objects.exclude(read_at=None).exists()
    assert Membership.objects.exclude(disabled_at=None).count() > 1
    assert User.objects.filter(must_change_password=True).exists()
    assert MessageTemplate.objects.filter(is_edited=True).exists()
    assert AuditCheck.objects.get().findings_count == 0


def seed(*options):
    told = io.StringIO()
    call_command("seed_demo", *options, stdout=told)
    return told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_made_once_and_made_anew_on_request(settings, tmp_path):
    settings.AUDIT_HEAD_DIR = tmp_path
    call_command("load_reference", verbosity=0)
    first = seed()
    counts = [model.objects.count() for model in (User, Application, Certificate)]
    assert min(counts) > 0
    everything_can_be_seen()
    assert "保持不变" in seed()
    while sealing.seal():
        pass
    sealing.write_head()
    with connection.cursor() as cursor:
        cursor.execute("SET gxzc.maintenance = off")
    assert seed("--rebuild") == first
    assert [model.objects.count() for model in (User, Application, Certificate)] == counts
    assert AuditEntry.objects.exists()
    assert sealing.verify() == []
    crowd = User.objects.exclude(name__in=[a.who.rpartition(" · ")[2] for a in DEMO_ACCOUNTS]).first()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    light = crowd.password
    assert crowd.check_password("Zhuangxiang-8-jin")
    assert crowd.password != light, "a sign-in makes the light hash a full one"
