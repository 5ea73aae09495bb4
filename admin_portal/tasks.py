"""What the scheduler starts for admin_portal."""

from celery import shared_task

from admin_portal import audit_export


@shared_task
def clean_audit_exports() -> None:
    """Delete the exported audit logs whose day is over."""
    audit_export.clean()
