"""What accounts does from the outbox."""

from accounts.services import codes
from core import outbox


@outbox.handler(codes.OUTBOX_KIND)
def send_sms_code(row):
    """Send the code a person asked for; the mobile comes sealed in the row."""
    codes.deliver(row.subject_id, outbox.payload_of(row)["mobile"])
