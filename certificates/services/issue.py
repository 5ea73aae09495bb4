"""A certificate comes into being: first bare, then with number, look-up code and a message to its holder."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.services.alerts import tell_everywhere
from catalogue.enums import TitleLevel
from certificates.enums import CertificateState, EventKind
from certificates.models import Certificate, CertificateEvent
from certificates.services.normalise import normalise_name
from certificates.services.numbering import SequenceKey, certificate_number, control_number, next_serial
from core import audit, pii
from core.errors import Refused
from core.validators import document_identity_key

LOOKUP_CODE_BYTES = 16


@transaction.atomic
def create_pending(*, source_reference: str, holder, actor, **granted) -> Certificate:
    """Register what was granted, in 待发行, without number and not public (decision B41).

    `source_reference` names the decision, for example `application:<uuid>`: the same reference asked twice
    gives the same certificate. `granted` are series, level, title_name, specialty, acquisition_method,
    granting_body, office, granted_on and, where they apply, granted_precision, medium, portrait, replaces.
    """
    certificate, created = Certificate.objects.get_or_create(
        source_reference=source_reference,
        defaults={
            "holder": holder,
            "holder_name": holder.name,
            "holder_name_key": normalise_name(holder.name),
            "id_number": holder.id_number,
            "id_digest": _id_digest(holder),
            **granted,
        },
    )
    if created:
        audit.record("certificates.pending_created", subject=certificate, actor=actor)
    return certificate


def _id_digest(holder) -> str:
    if not holder.id_number:
        return ""
    identity = document_identity_key(holder.document_kind, holder.id_number, nationality=holder.nationality)
    return pii.blind_index("id_number", identity)


@transaction.atomic
def issue(certificate: Certificate, *, actor) -> Certificate:
    """Give a pending certificate its number, control number and look-up code and make it public.

    Idempotent: an issued certificate is returned as it is, with the number it has. Raises Refused when the
    sequence is full. The year of the number is the year of issue in Asia/Shanghai.
    """
    locked = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if locked.state != CertificateState.PENDING_ISSUE:
        return locked
    now = timezone.now()
    _give_number(locked, now)
    locked.lookup_code = secrets.token_urlsafe(LOOKUP_CODE_BYTES)
    locked.state = CertificateState.NORMAL
    locked.version += 1
    locked.save()
    CertificateEvent.objects.create(certificate=locked, kind=EventKind.ISSUED, office=locked.office, at=now)
    audit.record("certificates.issued", subject=locked, actor=actor)
    _tell_holder(locked)
    return locked


def _give_number(certificate: Certificate, now: datetime) -> None:
    office = certificate.office
    if office is None:
        raise Refused("还差发证机关：请先写明由哪个职改办发证，再发行证书。")
    certificate.issued_at, certificate.certified_on = now, timezone.localdate(now)
    key = SequenceKey(
        year=certificate.certified_on.year,
        region4=office.region.code[-4:],
        level_digit=TitleLevel(certificate.level).digit,
        series_code=certificate.series.code,
    )
    serial = next_serial(key)
    certificate.certificate_number = certificate_number(key, serial)
    certificate.control_number = control_number(key, serial, office_code=office.code)


def _tell_holder(certificate: Certificate) -> None:
    tell_everywhere(
        certificate.holder,
        "certificate_issued",
        context={
            "title_name": certificate.title_name,
            "certificate_number": certificate.certificate_number,
        },
        url_name="certificates:certificate_detail",
        url_args=[str(certificate.public_id)],
    )
