"""Scheduled work of applications."""

from celery import shared_task

from applications.services.bin import purge
from applications.services.loss import end_due


@shared_task(name="applications.tasks.purge_bin")
def purge_bin() -> int:
    """Empty the bin of what is older than 14 days; run daily."""
    return purge()


@shared_task(name="applications.tasks.end_notices")
def end_notices() -> int:
    """End the loss notices whose working days are over; run soon after midnight and through the day."""
    return end_due()
