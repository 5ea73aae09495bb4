"""Fills the database named by the environment with certificates: python -m bench.fill FIRST LAST."""

import csv
import datetime
import io
import os
import secrets
import sys
import uuid

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.db import connection

from accounts.models import TitleOffice, User
from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from certificates.models import Certificate, CertificateEvent
from certificates.services.normalise import normalise_name
from core import pii
from core.numbering import damm_digit

CHUNK = 50_000
HOLDERS = 1000
NULL = "\\N"
SURNAMES = "韦黄覃陆李梁莫农蒙罗"
GIVEN = "春兰建国志强秀芳海燕文静永福桂英德明小红"
TABLE = Certificate._meta.db_table
EVENTS = CertificateEvent._meta.db_table


def number_of(serial: int) -> str:
    """A number as the platform gives it: 99,999 serials in each region."""
    region, within = divmod(serial - 1, 99_999)
    body = f"26{region:04}305{within + 1:05}"
    return body + damm_digit(body)


def name_of(serial: int) -> str:
    """One of 40,000 names."""
    given = GIVEN[serial % 20] + GIVEN[serial // 20 % 20] + GIVEN[serial // 400 % 10]
    return SURNAMES[serial // 4000 % 10] + given


def row(serial: int, *, holders, series, office) -> dict:
    """The columns of one issued certificate."""
    public_id, now = uuid.uuid4(), datetime.datetime.now(datetime.UTC)
    id_number = f"4507031985{serial % 10**8:08}"
    return {
        "public_id": public_id,
        "created_at": now,
        "state": "normal",
        "version": 2,
        "scheme": "v1",
        "certificate_number": number_of(serial),
        "control_number": f"3050700012026{serial:07}"[-18:],
        "lookup_code": secrets.token_urlsafe(16),
        "source_reference": f"bench:{serial}",
        "holder_id": holders[serial % len(holders)],
        "holder_name": name_of(serial),
        "holder_name_key": normalise_name(name_of(serial)),
        "id_number": pii.encrypt_text(id_number, f"{TABLE}.id_number.{public_id}"),
        "id_digest": pii.blind_index("id_number", id_number),
        "holder_sex": "",
        "employer_name": "",
        "series_id": series.pk,
        "level": TitleLevel.INTERMEDIATE.value,
        "title_name": "工程师",
        "specialty": "建筑施工",
        "acquisition_method": "initial_recognition",
        "granting_body": office.name,
        "evaluation_body": "",
        "decree_number": "",
        "office_id": office.pk,
        "granted_on": "2026-09-28",
        "granted_precision": "day",
        "certified_on": "2026-10-08",
        "certified_precision": "day",
        "issued_at": now,
        "verified_at": NULL,
        "loss_reference": "",
        "medium": "electronic",
        "portrait_id": NULL,
        "replaces_id": NULL,
    }


def copy(first: int, last: int, **references) -> None:
    """Send certificates `first` to `last` through COPY."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    columns = list(row(first, **references))
    writer.writerows(row(serial, **references).values() for serial in range(first, last + 1))
    stream.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {TABLE} ({','.join(columns)}) FROM STDIN (FORMAT csv, NULL '{NULL}')", stream
        )


def make_holders() -> list[int]:
    """The people who hold the certificates; made once."""
    if not User.objects.exists():
        User.objects.bulk_create(User(name=name_of(n), password="!") for n in range(HOLDERS))  # noqa: S106
    return list(User.objects.order_by("pk").values_list("pk", flat=True))


def fill(first: int, last: int) -> None:
    """Add certificates `first` to `last` with their events and settle the tables."""
    references = {
        "holders": make_holders(),
        "series": TitleSeries.objects.get(code="05"),
        "office": TitleOffice.objects.get(code="070001"),
    }
    for start in range(first, last + 1, CHUNK):
        copy(start, min(start + CHUNK - 1, last), **references)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {EVENTS} (certificate_id, kind, at, office_id, is_public) "
            f"SELECT id, 'issued', issued_at, office_id, true FROM {TABLE} c "
            f"WHERE NOT EXISTS (SELECT 1 FROM {EVENTS} e WHERE e.certificate_id = c.id)"
        )
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM (ANALYZE)")


if __name__ == "__main__":
    fill(int(sys.argv[1]), int(sys.argv[2]))
