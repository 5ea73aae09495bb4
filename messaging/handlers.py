"""What messaging does from the outbox."""

from core import outbox
from messaging import services


@outbox.handler(services.DELIVER)
def deliver(row):
    """Send one text out of the site."""
    services.deliver(row.subject_id)
