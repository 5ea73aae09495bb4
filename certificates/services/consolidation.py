"""Certificates of the years before are put into the register, many at once and each of them once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from accounts.services import identifiers
from catalogue.enums import TitleLevel
from certificates.enums import DatePrecision, EventKind, Medium, NumberScheme
from certificates.models import Certificate, CertificateEvent
from certificates.services.history_rows import (
    LEVELS,
    METHODS,
    NO_NUMBER,
    SEXES,
    STATES,
    TEMPLATE_LEVELS,
    Fault,
    FaultKind,
    HistoricalRow,
    Rules,
    faults_of,
    rules_for,
)
from certificates.services.holders import holder_in, holders_of
from certificates.services.normalise import normalise_name
from core import audit, pii, validators

BATCH = 1000
LOCK = "certificates.consolidation"
RECORDED = "这本证书已经在册（同一人、系列、级别、资格名称和授予时间），没有重复写入。"
NUMBER_TAKEN = "已有同一编号、同一姓名的证书，没有重复写入。"


@dataclass
class Recording:
    """What became of a list: the certificates written, and every fault in the order of the lines."""

    certificates: list[Certificate] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@transaction.atomic
def record(
    rows: Iterable[HistoricalRow],
    *,
    office,
    actor,
    levels: tuple[TitleLevel, ...] = TEMPLATE_LEVELS,
) -> Recording:
    """Write the lines that are right, as paper certificates that are not verified and so not public.

    Every line is judged before the first is written; lines with errors and lines that are in the register
    already are reported in `faults` and left out, warnings are reported and written. `office` is the one
    that hands the list in. All in one transaction, and two lists at once take turns, so that the same list
    twice is written once.

    Statements: 4 for the whole list and, for every thousand lines, 3 to read and 3 to write.
    """
    _take_turns()
    rules, recording, judged = rules_for(levels), Recording(), _Known()
    lines = list(rows)
    for start in range(0, len(lines), BATCH):
        _judge(lines[start : start + BATCH], rules, judged, recording, office)
    _write(recording.certificates, actor)
    return recording


def _take_turns() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [LOCK])


class _Known:
    """What the register and the lines before hold already."""

    def __init__(self) -> None:
        self.granted: set[tuple] = set()
        self.numbers: set[tuple] = set()

    def read(self, certificates: Sequence[Certificate]) -> None:
        """Read what might be the same as one of these."""
        people = Certificate.objects.filter(id_digest__in={one.id_digest for one in certificates})
        self.granted |= set(people.values_list("id_digest", "series_id", "level", "title_name", "granted_on"))
        numbers = {one.certificate_number for one in certificates} - {None}
        same = Certificate.objects.filter(certificate_number__in=numbers)
        self.numbers |= set(same.values_list("certificate_number", "holder_name_key"))

    def reason_against(self, one: Certificate) -> str:
        """Why it may not be written again; empty when it may, and then it is known from now on."""
        granted = (one.id_digest, one.series_id, one.level, one.title_name, one.granted_on)
        number = (one.certificate_number, one.holder_name_key)
        if granted in self.granted:
            return RECORDED
        if number in self.numbers:
            return NUMBER_TAKEN
        self.granted.add(granted)
        if one.certificate_number:
            self.numbers.add(number)
        return ""


def _judge(part, rules: Rules, known: _Known, recording: Recording, office) -> None:
    """Judge one thousand lines; what is right joins `recording.certificates`, with its holder."""
    ready: list[tuple[HistoricalRow, Certificate]] = []
    found: list[Fault] = []
    for row in part:
        faults = faults_of(row, rules)
        found += faults
        if not any(fault.kind == FaultKind.ERROR for fault in faults):
            ready.append((row, _certificate(row, rules, office)))
    candidates = [certificate for _, certificate in ready]
    known.read(candidates)
    holders = holders_of({one.id_digest for one in candidates})
    for row, one in ready:
        if reason := known.reason_against(one):
            found.append(row.fault("certificate_number", reason, FaultKind.DUPLICATE))
            continue
        one.holder_id = holder_in(holders, one.id_digest, one.holder_name_key)
        recording.certificates.append(one)
    recording.faults += sorted(found, key=lambda fault: fault.row)


def _certificate(row: HistoricalRow, rules: Rules, office) -> Certificate:
    """The unsaved certificate of a line without errors."""
    certificate = Certificate(
        state=STATES[row.state],
        scheme=NumberScheme.LEGACY,
        medium=Medium.PAPER,
        certificate_number=_number(row.certificate_number),
        control_number=_number(row.control_number),
        series=rules.register.find_series(row.series),
        level=LEVELS[row.level],
        title_name=row.title,
        specialty=row.specialty,
        acquisition_method=METHODS[row.acquisition_method],
        granting_body=row.granting_body,
        evaluation_body=row.evaluation_body,
        decree_number=row.decree_number,
        employer_name=row.employer_name,
        office=office,
        **_holder(row),
        **_date("granted", row.granted_on, row.granted_precision),
        **_date("certified", row.certified_on, row.certified_precision),
    )
    certificate.source_reference = _reference(certificate)
    return certificate


def _number(text: str) -> str | None:
    return None if text in NO_NUMBER else text


def _holder(row: HistoricalRow) -> dict[str, Any]:
    kind = row.kind_of_document
    return {
        "holder_name": row.name,
        "holder_name_key": normalise_name(row.name),
        "holder_sex": SEXES.get(row.sex, ""),
        "id_number": validators.normalise_document(kind, row.id_number, nationality=row.nationality),
        "id_digest": identifiers.of_document(kind, row.id_number, row.nationality),
    }


def _date(name: str, on, precision: str) -> dict[str, Any]:
    """The two columns of a date; of one known to the month the day is the first."""
    if on and precision == DatePrecision.MONTH:
        on = on.replace(day=1)
    return {f"{name}_on": on, f"{name}_precision": precision}


def _reference(one: Certificate) -> str:
    """Keyed digest of what makes it the same certificate; unique, so that no race writes it twice."""
    granted = f"{one.id_digest}|{one.series_id}|{one.level}|{one.title_name}|{one.granted_on}"
    return f"history:{pii.blind_index('historical_certificate', granted)}"


def _write(certificates: list[Certificate], actor) -> None:
    Certificate.objects.bulk_create(certificates, batch_size=BATCH)
    CertificateEvent.objects.bulk_create(_events(certificates), batch_size=BATCH)
    audit.record_each("certificates.recorded", certificates, actor=actor)


def _events(certificates: list[Certificate]) -> Iterator[CertificateEvent]:
    """One line of the record each, for the holder and the offices: strangers need not know of the import."""
    for one in certificates:
        yield CertificateEvent(
            certificate=one,
            kind=EventKind.IMPORTED,
            office=one.office,
            is_public=False,
        )
