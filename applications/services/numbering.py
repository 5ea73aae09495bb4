"""Application numbers (申报号): RD-2026-000001, in order and without a gap within a year."""

from django.db import connection

from applications.models import ApplicationSequence

NEXT = f"""
INSERT INTO {ApplicationSequence._meta.db_table} AS s (prefix, year, last) VALUES (%s, %s, 1)
ON CONFLICT (prefix, year) DO UPDATE SET last = s.last + 1
RETURNING last
"""  # noqa: S608 - names of our own table, values are parameters


def next_number(prefix: str, year: int) -> str:
    """The next number of one kind and year; the sequence row stays locked until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [prefix, year])
        return f"{prefix}-{year}-{cursor.fetchone()[0]:06}"
