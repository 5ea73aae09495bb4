"""What one person leaves behind in every place of the platform, and every place read back in plain text."""

from datetime import timedelta
from pathlib import Path

import redis
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.enums import CodePurpose, Role
from accounts.models import (
    BackupCode,
    ContactChange,
    Invitation,
    InvitationBatch,
    InvitationLine,
    ProfileAnswer,
    SignInFailure,
    SignInRecord,
    TotpDevice,
)
from accounts.profile import archive
from accounts.services import codes, identifiers, invitations, profile_files
from core.models import OutboxRow, OutboxState
from core.pii import EncryptedCharField
from messaging.models import ChannelPreference, Delivery
from messaging.services import deliver
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_employer


def be_invited(plant, office):
    """Before there is an account: a row of a workbook, an invitation, an SMS; by the owner returned."""
    owner = actor_for(house=make_employer(office=office), role=Role.OWNER)
    named = {"name": plant.name, "id_number": plant.id_number, "mobile": plant.mobile}
    named["id_digest"] = identifiers.of_document("resident_id", plant.id_number)
    until = timezone.now() + timedelta(days=9)
    with transaction.atomic():
        invitation = Invitation.objects.create(
            employer=owner.employer, invited_by=owner.user, expires_at=until, **named
        )
        invitations.tell(invitation, None)
    batch = InvitationBatch.objects.create(
        employer=owner.employer, sha256="0" * 64, sheet="1", created_by=owner.user
    )
    InvitationLine.objects.create(batch=batch, number=1, **named)
    deliver(Delivery.objects.get(template_code="employer_invited_new").public_id)
    return invitation


def move_about(plant, actor):
    """What is noted while somebody uses the account, and a code that never found its way out."""
    user = actor.user
    SignInRecord.objects.create(user=user, capacity="applicant", method="password", address_digest="x")
    SignInFailure.objects.create(account_key=str(user.public_id), capacity="applicant", method="password")
    ContactChange.objects.create(user=user, kind="mobile")
    ChannelPreference.objects.create(user=user, code="transfer_refused", channel="sms", is_on=False)
    BackupCode.objects.create(user=user, digest="x" * 64)
    TotpDevice.objects.create(user=user, secret=plant.answer)
    ProfileAnswer.objects.create(user=user, section_key="contact", data={"address": plant.address})
    picture = encoded(scene(300, 300), "PNG")
    profile_files.add_file(archive.section("photos"), "avatar", picture, name="a.png", actor=actor)
    codes.send(CodePurpose.CHANGE, plant.mobile, "192.0.2.7")
    OutboxRow.objects.filter(kind=codes.OUTBOX_KIND).update(state=OutboxState.FAILED)


def unsealed():
    """Every sealed column of the database, opened."""
    return "\n".join(
        str(getattr(row, column.attname))
        for model in apps.get_models()
        for column in model._meta.local_fields
        if isinstance(column, EncryptedCharField)
        for row in model._base_manager.all()
    )


def valkey():
    """Every key of Valkey with its value."""
    client = redis.Redis.from_url(settings.CELERY_BROKER_URL)
    return "\n".join(f"{key!r} {client.dump(key)!r}" for key in client.scan_iter())


def texts_below(folder):
    """The name of every file below a folder, and its bytes."""
    files = [path for path in Path(folder).rglob("*") if path.is_file()]
    return "\n".join(f"{path}\n{path.read_bytes().decode('latin-1')}" for path in files)
