"""Filling tables quickly: COPY, and tables that stand without their indexes meanwhile."""

import csv
import io
from contextlib import contextmanager

from django.db import connection

NULL = "\\N"
# All but the primary key: a list of what would be kept up row by row, and how each is made anew.
INDEXES = """
    SELECT 'DROP INDEX ' || i.indexrelid::regclass, pg_get_indexdef(i.indexrelid)
    FROM pg_index i
    WHERE i.indrelid = %s::regclass AND NOT i.indisprimary
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
REFERENCES = """
    SELECT
        format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
        format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
            conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass
"""


def copy(table: str, columns: tuple[str, ...], rows) -> None:
    """Send rows, each a tuple of `columns`, through COPY."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    stream.seek(0)
    target = f"COPY {table} ({','.join(columns)}) FROM STDIN (FORMAT csv, NULL '{NULL}')"
    with connection.cursor() as cursor:
        cursor.copy_expert(target, stream)


@contextmanager
def without_indexes(*tables: str):
    """Drop indexes and foreign keys of these tables, and make the very same again at the end."""
    with connection.cursor() as cursor:
        dropped = []
        for statement in (REFERENCES, INDEXES):
            for table in tables:
                cursor.execute(statement, [table])
                dropped += cursor.fetchall()
        for drop, _ in dropped:
            cursor.execute(drop)
        yield
        for _, make in reversed(dropped):
            cursor.execute(make)
