"""What applications does from the outbox."""

from applications.services.papers import orders
from core import outbox


@outbox.handler(orders.MAKE)
def make_paper(row):
    """Make one ordered paper."""
    orders.make(row.subject_id, **outbox.payload_of(row))
