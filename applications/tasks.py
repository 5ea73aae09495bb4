"""Scheduled work of applications."""

from celery import shared_task

from applications.services.bin import purge


@shared_task(name="applications.tasks.purge_bin")
def purge_bin() -> int:
    """Empty the bin of what is older than 14 days; run daily."""
    return purge()
