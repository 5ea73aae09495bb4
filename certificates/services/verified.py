"""Certificates of the years before become beyond doubt, and thereby public."""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from certificates.enums import EventKind, NumberScheme
from certificates.models import Certificate, CertificateEvent
from certificates.services.issue import LOOKUP_CODE_BYTES
from core import audit

BATCH = 1000


@transaction.atomic
def mark_verified(certificates: Iterable[Certificate], *, actor) -> list[Certificate]:
    """Note that 审验 is passed; gives each a look-up code and makes it public. Returns the newly verified.

    Idempotent: those verified already, and ours, which need no 审验, are passed over. Who may say so is
    judged by the caller. A fixed number of statements for every thousand.
    """
    keys = [one.pk for one in certificates]
    waiting = Certificate.objects.filter(pk__in=keys, scheme=NumberScheme.LEGACY, verified_at=None)
    locked = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    now = timezone.now()
    for one in locked:
        one.verified_at, one.version = now, one.version + 1
        one.lookup_code = one.lookup_code or secrets.token_urlsafe(LOOKUP_CODE_BYTES)
    Certificate.objects.bulk_update(locked, ["verified_at", "version", "lookup_code"], batch_size=BATCH)
    office = getattr(actor, "office", None)
    CertificateEvent.objects.bulk_create(
        (CertificateEvent(certificate=one, kind=EventKind.VERIFIED, office=office, at=now) for one in locked),
        batch_size=BATCH,
    )
    audit.record_each("certificates.verified", locked, actor=actor)
    return locked
