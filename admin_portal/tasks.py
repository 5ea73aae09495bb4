"""What the scheduler starts for admin_portal."""

from celery import shared_task

from admin_portal import audit_export, roster_export


@shared_task
def clean_audit_exports() -> None:
    """Delete the exported audit logs whose day is over."""
    audit_export.clean()


@shared_task
def clean_roster_exports() -> None:
    """Delete the exported rosters whose day is over."""
    roster_export.clean()
