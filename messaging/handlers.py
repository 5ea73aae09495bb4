"""What messaging does from the outbox."""

from core import outbox
from messaging import services
from messaging.notices import batches, reminding, sending


@outbox.handler(services.DELIVER)
def deliver(row):
    """Send one text out of the site."""
    services.deliver(row.subject_id)


@outbox.handler(batches.SEND)
def send_notice(row):
    """Send one notice to everybody its conditions name."""
    sending.send(row.subject_id)


@outbox.handler(batches.REMIND)
def remind_of_notice(row):
    """Remind those who have not read one notice."""
    reminding.remind(row.subject_id, outbox.payload_of(row)["on"])
