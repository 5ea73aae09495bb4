"""What the public may read of a certificate (decision B28), and nothing else."""

import datetime
import json
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from catalogue.enums import TitleLevel
from certificates.enums import AcquisitionMethod, CertificateState, EventKind
from certificates.models import Certificate, CertificateEvent
from core import pii
from core.badges import Badge

# A Certificate that carries `series_name` and `public_events` as well, as `find_public` reads it.
PublicRow = Any
# Stands in the kept statement where the value of a column belongs.
PLACE = "\0value of "


@dataclass(frozen=True)
class Verdict:
    """The coloured band on top of a result."""

    css: str
    icon: str
    heading: str
    sentence: str


VERDICTS = {
    CertificateState.NORMAL: Verdict("v-ok", "patch-check-fill", "证书有效", "与职称证书数据库的记录一致"),
    CertificateState.ON_LOSS_NOTICE: Verdict(
        "v-public",
        "megaphone-fill",
        "遗失公示中",
        "持证人已声明这本证书遗失，公示结束并补办后这本证书将作废，请谨慎采用",
    ),
    CertificateState.VOIDED: Verdict(
        "v-void", "slash-circle-fill", "证书已作废", "这本证书不能再作为职称凭据使用"
    ),
    CertificateState.SUPERSEDED: Verdict(
        "v-void",
        "slash-circle-fill",
        "证书已更正",
        "这本证书已由更正后的新证书代替，请用新的证书编号再查一次",
    ),
}


@dataclass(frozen=True)
class TimelineLine:
    """One public event: what, when as exactly as known, by which office or in which way."""

    label: str
    on: str
    by: str


@dataclass(frozen=True)
class PublicResult:
    """The fields of decision B28. `holder` is the name as typed or masked, never the stored one in full."""

    holder: str
    id_number: str
    certificate_number: str
    series: str
    level: str
    title: str
    specialty: str
    granting_body: str
    granted_on: str
    certified_on: str
    acquisition_method: str
    state: CertificateState
    timeline: tuple[TimelineLine, ...]

    @property
    def verdict(self) -> Verdict:
        """The band that goes with the state; of a void certificate it says since when, if that is public."""
        verdict, voided = VERDICTS[self.state], EventKind.VOIDED.label
        since = next((line.on for line in self.timeline if line.label == voided), "")
        if self.state == CertificateState.VOIDED and since:
            return replace(verdict, sentence=f"自 {since} 起，{verdict.sentence}")
        return verdict

    @property
    def status_badge(self) -> Badge:
        """The state as colour, icon and word."""
        return self.state.badge


def find_public(**exactly: str | None) -> PublicRow | None:
    """The newest certificate strangers may find whose text columns are exactly these, with its public events.

    One statement. Composing it takes Django longer than PostgreSQL needs to run it, so the text is kept.
    """
    sql, parameters = _statement(tuple(exactly))
    values = [exactly.get(str(value).removeprefix(PLACE), value) for value in parameters]
    return next(iter(Certificate.objects.raw(sql, values)), None)


@cache
def _statement(columns: tuple[str, ...]) -> tuple[str, tuple]:
    events = (
        CertificateEvent.objects.filter(certificate=OuterRef("pk"), is_public=True)
        .order_by("-at", "-pk")
        .values(line=JSONObject(kind="kind", at="at", by=F("office__short_name")))
    )
    found = Certificate.objects.public().filter(**{column: PLACE + column for column in columns})
    found = found.annotate(series_name=F("series__name"), public_events=ArraySubquery(events))
    return found.order_by("-pk")[:1].query.sql_with_params()


def public_result(certificate: PublicRow, *, typed_name: str = "") -> PublicResult:
    """What to show of what `find_public` found; without a typed name the holder is masked 韦*兰."""
    return PublicResult(
        holder=typed_name or pii.mask_name(certificate.holder_name),
        id_number=pii.mask_id_number(certificate.id_number),
        certificate_number=certificate.certificate_number or "无",
        series=certificate.series_name,
        level=TitleLevel(certificate.level).label,
        title=certificate.title_name,
        specialty=certificate.specialty,
        granting_body=certificate.granting_body,
        granted_on=certificate.granted_label,
        certified_on=certificate.certified_label,
        acquisition_method=AcquisitionMethod(certificate.acquisition_method).label,
        state=CertificateState(certificate.state).shown_as,
        timeline=_timeline(certificate),
    )


def _timeline(certificate: PublicRow) -> tuple[TimelineLine, ...]:
    happened = [
        TimelineLine(EventKind(event["kind"]).label, _day(event["at"]), event["by"] or "")
        for event in map(json.loads, certificate.public_events)
    ]
    granted = TimelineLine(
        "授予资格",
        certificate.granted_label,
        AcquisitionMethod(certificate.acquisition_method).label,
    )
    return (*happened, granted)


def _day(instant: str) -> str:
    return timezone.localtime(datetime.datetime.fromisoformat(instant)).strftime("%Y-%m-%d")
