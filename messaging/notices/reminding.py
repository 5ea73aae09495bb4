"""Reminding those who have not read a notice, batch by batch and each person once for one day."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from messaging.enums import NoticeState
from messaging.models import NoticeRecipient, OfficeNotice
from messaging.notices import batches

TEXT = "notice_reminder"


def remind(public_id, on: str) -> None:
    """Remind everybody who has not read the notice; `on` is the day (ISO) the reminder belongs to."""
    while remind_batch(public_id, date.fromisoformat(on)):
        pass


@transaction.atomic
def remind_batch(public_id, on: date) -> bool:
    """Remind the next people; False when nobody is left or the notice is no longer out."""
    notice = OfficeNotice.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if notice.state != NoticeState.SENT:
        return False
    waiting = notice.recipients.filter(Q(reminded_on=None) | Q(reminded_on__lt=on), read_at=None)
    rows = dict(waiting.order_by("pk").values_list("pk", "user_id")[: batches.BATCH])
    batches.write(notice, TEXT, rows.values())
    NoticeRecipient.objects.filter(pk__in=rows).update(reminded_on=on)
    return bool(rows)
