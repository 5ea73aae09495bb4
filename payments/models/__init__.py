"""Orders, and what offices note about paying them."""

from payments.models.desk_notes import OfflineReceipt, Waiver
from payments.models.order import Order

__all__ = ["OfflineReceipt", "Order", "Waiver"]
