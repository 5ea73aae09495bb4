"""What messaging does from the outbox."""

from core import outbox
from messaging import services
from messaging.models.notices import REMIND, SEND
from messaging.notices import reminding, sending


@outbox.handler(services.DELIVER)
def deliver(row):
    """Send one text out of the site."""
    services.deliver(row.subject_id)


@outbox.handler(SEND)
def send_notice(row):
    """Send one notice to everybody its conditions name."""
    sending.send(row.subject_id)


@outbox.handler(REMIND)
def remind_of_notice(row):
    """Remind those who have not read one notice."""
    reminding.remind(row.subject_id, outbox.payload_of(row)["on"])
