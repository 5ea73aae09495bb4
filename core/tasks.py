"""What the scheduler starts: sealing, sweeping, the nightly head and check, cleaning."""

from celery import shared_task

from core import file_sweep, limits, outbox, sealing


@shared_task
def seal_audit() -> None:
    """Seal in batches until the log is sealed up to now."""
    while sealing.seal() == sealing.BATCH:
        pass


@shared_task
def sweep_outbox() -> None:
    """Bring back what is due and what a lost worker left."""
    outbox.sweep()


@shared_task
def write_audit_head() -> None:
    """Keep the newest link outside the database."""
    sealing.write_head()


@shared_task
def check_audit() -> None:
    """Walk the chain once a night and keep the result for everybody to see."""
    sealing.check()


@shared_task
def clean_kernel() -> None:
    """Delete counters and outbox rows that no one needs any more."""
    limits.clean()
    outbox.clean()


@shared_task
def sweep_files() -> None:
    """Remove pictures whose row never came, and report rows whose picture is gone."""
    file_sweep.sweep()
