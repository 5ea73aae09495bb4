"""Scheduled work of applications."""

from celery import shared_task

from applications.services import (
    batches,
    decree_reminders,
    employer_notices,
    result_notices,
    stage_news,
    told_once,
    waiting_news,
)
from applications.services.bin import purge
from applications.services.escalation import escalate_due
from applications.services.fee_road import expire_due
from applications.services.loss import end_due
from applications.services.pace import keep_paces
from applications.services.papers import orders
from applications.services.return_deadlines import lapse_due, remind_due


@shared_task(name="applications.tasks.purge_bin")
def purge_bin() -> int:
    """Empty the bin of what is older than 14 days; run daily."""
    return purge()


@shared_task(name="applications.tasks.purge_batches")
def purge_batches() -> int:
    """Delete the reports of batches that nobody looks at any more; run daily."""
    return batches.purge()


@shared_task(name="applications.tasks.end_notices")
def end_notices() -> int:
    """End the loss notices whose working days are over; run soon after midnight and through the day."""
    return end_due()


@shared_task(name="applications.tasks.expire_payments")
def expire_payments() -> int:
    """End what was not paid within the days of its plan; run soon after midnight and through the day."""
    return expire_due()


@shared_task(name="applications.tasks.end_result_notices")
def end_result_notices() -> int:
    """End the lists of results whose working days are over; run as `end_notices` is."""
    return result_notices.end_due()


@shared_task(name="applications.tasks.remind_of_decrees")
def remind_of_decrees() -> int:
    """Remind offices of lists that are over and wait for their decree; run daily."""
    return decree_reminders.remind_due()


@shared_task(name="applications.tasks.end_employer_notices")
def end_employer_notices() -> int:
    """End the notices of employers whose working days are over; run by day, for it sends texts."""
    return employer_notices.end_due()


@shared_task(name="applications.tasks.clean_papers")
def clean_papers() -> int:
    """Delete the files of printed papers whose day is over; run hourly."""
    return orders.clean()


@shared_task(name="applications.tasks.remind_of_returns")
def remind_of_returns() -> int:
    """Remind of returns 7, 3 and 1 days before their last day; run through the day, late does no harm."""
    return remind_due()


@shared_task(name="applications.tasks.lapse_returns")
def lapse_returns() -> int:
    """视为放弃 for what was not answered in time; run soon after midnight and through the day."""
    return lapse_due()


@shared_task(name="applications.tasks.keep_step_paces")
def keep_step_paces() -> int:
    """Count in how long the cases lay that were moved on since the last time; run hourly."""
    return keep_paces()


@shared_task(name="applications.tasks.escalate_late_cases")
def escalate_late_cases() -> int:
    """督办 of what lies longer than promised; run through the day, late does no harm."""
    return escalate_due()


@shared_task(name="applications.tasks.tell_still_alive")
def tell_still_alive() -> int:
    """Tell who waits, once a week, whose turn it is; run daily, so that a missed day is made up for."""
    return waiting_news.tell_alive()


@shared_task(name="applications.tasks.remind_of_payments")
def remind_of_payments() -> int:
    """Remind of money 7, 3 and 1 days before its last day; run through the day, late does no harm."""
    return waiting_news.remind_of_payments()


@shared_task(name="applications.tasks.tell_of_plans")
def tell_of_plans() -> int:
    """Tell that windows of plans opened, closed, or are about to close; run through the day."""
    return stage_news.tell_of_stages() + stage_news.remind_of_stages()


@shared_task(name="applications.tasks.forget_old_news")
def forget_old_news() -> int:
    """Forget who was told what more than a year ago; run daily."""
    return told_once.forget()
