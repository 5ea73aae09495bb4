"""What the scheduler starts for accounts."""

from celery import shared_task

from accounts.services import invitation_batches, live_sessions, own_data, signin


@shared_task
def clean_own_data() -> None:
    """Delete the copies of people's data whose day is over."""
    own_data.clean()


@shared_task
def clean_invitation_files() -> None:
    """Forget uploaded invitation workbooks that were only looked at, and the rows of old imports."""
    invitation_batches.purge()


@shared_task
def purge_sign_ins() -> None:
    """Throw away attempts to sign in and ended sessions that are older than is kept."""
    signin.purge()
    live_sessions.purge()
