"""Scheduled work of the register."""

from celery import shared_task

from certificates.services import counting, holders


@shared_task
def roll_up_views() -> int:
    """Fold the waiting views into the totals; safe to run at any time and as often as one likes."""
    return counting.roll_up()


@shared_task
def link_holders() -> int:
    """Give recorded certificates to people whose account appeared while they were being recorded."""
    return holders.link_all()
