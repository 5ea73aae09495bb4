"""What admin_portal does from the outbox."""

from admin_portal import audit_export, roster_export
from core import outbox


@outbox.handler(audit_export.MAKE)
def export_audit(row):
    """Write one ordered workbook of the audit log."""
    audit_export.make(row.subject_id, **outbox.payload_of(row))


@outbox.handler(roster_export.MAKE)
def export_roster(row):
    """Write one ordered roster."""
    roster_export.make(row.subject_id, **outbox.payload_of(row))
