"""What the worker does for payments."""

from core import outbox
from payments import sockets
from payments.models import Order
from payments.services.confirm import SETTLED


@outbox.handler(SETTLED)
def settled(row) -> None:
    """Tell whoever the order is for. What was taken back meanwhile is told once it is settled again."""
    order = Order.objects.get(public_id=row.subject_id)
    if order.is_settled:
        sockets.settled(order)
