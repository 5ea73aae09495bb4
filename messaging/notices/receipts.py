"""Who has read a notice."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from messaging.enums import NoticeState
from messaging.models import NoticeRecipient


@dataclass(frozen=True)
class Receipts:
    """How many were told and how many of them have read it."""

    total: int
    read: int

    @property
    def unread(self) -> int:
        return self.total - self.read


def count(notice) -> Receipts:
    """The receipts of one notice, in one statement."""
    found = notice.recipients.aggregate(total=Count("pk"), read=Count("pk", filter=~Q(read_at=None)))
    return Receipts(**found)


@transaction.atomic
def note_read(user, notice_id) -> bool:
    """Note that a recipient opened the notice; only the first time counts, and only while it is out."""
    waiting = NoticeRecipient.objects.filter(
        user=user, notice__public_id=notice_id, notice__state__in=NoticeState.published, read_at=None
    )
    return bool(waiting.update(read_at=timezone.now()))


def receipt_of(notice, user) -> NoticeRecipient | None:
    """The person's own receipt, None for whoever was not told."""
    return notice.recipients.filter(user=user).first()
