"""Scheduled work of the register."""

from celery import shared_task

from certificates.services import counting


@shared_task
def roll_up_views() -> int:
    """Fold the waiting views into the totals; safe to run at any time and as often as one likes."""
    return counting.roll_up()
