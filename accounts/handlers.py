"""What accounts does from the outbox."""

from accounts.services import codes, invitation_batches, own_data
from core import outbox


@outbox.handler(codes.OUTBOX_KIND)
def send_one_time_code(row):
    """Send the code a person asked for; the address comes sealed in the row."""
    payload = outbox.payload_of(row)
    codes.deliver(row.subject_id, payload["address"], payload["channel"])


@outbox.handler(invitation_batches.IMPORT)
def import_invitations(row):
    """Invite the people of an uploaded workbook, from where an earlier worker stopped."""
    invitation_batches.run_import(row.subject_id)


@outbox.handler(own_data.MAKE)
def make_own_data(row):
    """Put together the copy of a person's data that was asked for."""
    own_data.make(row.subject_id)
