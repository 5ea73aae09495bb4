"""Certificates in every state, of people and offices that the other factories make."""

import datetime
import itertools
import secrets

from django.utils import timezone

from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from certificates.enums import AcquisitionMethod, CertificateState, EventKind
from certificates.models import Certificate, CertificateEvent
from certificates.services.issue import create_pending, issue
from messaging import reference
from messaging.models import MessageTemplate
from tests.factories.accounts import make_office, make_region, make_user

references = itertools.count(1)


def make_series(code="05", name="工程系列"):
    """One title series by its code."""
    return TitleSeries.objects.get_or_create(
        code=code, defaults={"name": name, "national_name": name, "order": int(code)}
    )[0]


def make_issuing_office(code="070001", region_code="450700", name="钦州市职改办", **fields):
    """An office with a region of its own, without the rest of the tree."""
    region = make_region(region_code, name[:3])
    return make_office(code, name=name, short_name=name, region=region, **fields)


def granted(**changes):
    """What `create_pending` needs besides holder and reference."""
    return {
        "series": changes.pop("series", None) or make_series(),
        "level": TitleLevel.INTERMEDIATE,
        "title_name": "工程师",
        "specialty": "建筑施工",
        "acquisition_method": AcquisitionMethod.INITIAL_RECOGNITION,
        "granting_body": "钦州市职称改革工作领导小组办公室",
        "office": changes.pop("office", None) or make_issuing_office(),
        "granted_on": datetime.date(2026, 9, 28),
        **changes,
    }


def make_pending(holder=None, **changes) -> Certificate:
    """A certificate in 待发行, and the texts its issue will send."""
    if not MessageTemplate.objects.filter(code="certificate_issued").exists():
        reference.texts()
    return create_pending(
        source_reference=f"test:{next(references)}",
        holder=holder or make_user(name="韦春兰"),
        actor=None,
        **granted(**changes),
    )


def make_certificate(holder=None, *, state=CertificateState.NORMAL, **changes) -> Certificate:
    """An issued certificate, moved to `state` with the event that goes with it."""
    certificate = issue(make_pending(holder, **changes), actor=None)
    if state != CertificateState.NORMAL:
        certificate.state = state
        certificate.save(update_fields=["state"])
    if state == CertificateState.VOIDED:
        CertificateEvent.objects.create(certificate=certificate, kind=EventKind.VOIDED)
    return certificate


def make_legacy(number="0833232", name="韦春兰", **changes) -> Certificate:
    """A paper certificate of the years before, verified unless told."""
    fields = {
        **granted(granted_on=datetime.date(2008, 7, 1)),
        "granted_precision": "month",
        "state": CertificateState.NORMAL,
        "scheme": "legacy",
        "medium": "paper",
        "verified_at": timezone.now(),
        "certificate_number": number,
        "holder_name": name,
        "holder_name_key": name,
        "id_number": "450103198501010021",
        "lookup_code": secrets.token_urlsafe(16),
    }
    return Certificate.objects.create(**{**fields, **changes})
