"""Sending a notice: batch by batch, each in a transaction that also notes how far it came.

A worker that is killed loses its open batch only; its successor goes on behind the last person noted.
"""

from django.db import transaction
from django.urls import reverse

from core import progress
from messaging.enums import NoticeState
from messaging.models import NoticeRecipient, OfficeNotice
from messaging.notices import batches, rules
from messaging.notices.road import FINISH, WORKFLOW
from messaging.services import notify

TEXT = "office_notice"
SENDERS_PAGE = "admin_portal:notice_detail"


def send(public_id) -> None:
    """Send until nobody is left or the notice is withdrawn; done again it does nothing."""
    while send_batch(public_id):
        pass


@transaction.atomic
def send_batch(public_id) -> bool:
    """Send to the next people; False when there was nothing left to do."""
    notice = OfficeNotice.objects.select_for_update(of=("self",)).get(public_id=public_id)
    if notice.state != NoticeState.SENDING:
        return False
    people = rules.recipients(notice).filter(pk__gt=notice.cursor).order_by("pk")
    user_ids = list(people.values_list("pk", flat=True)[: batches.BATCH])
    if not user_ids:
        _finish(notice)
        return False
    NoticeRecipient.objects.bulk_create(
        NoticeRecipient(notice=notice, user_id=user_id) for user_id in user_ids
    )
    batches.write(notice, TEXT, user_ids)
    notice.cursor = user_ids[-1]
    notice.save(update_fields=["cursor"])
    if notice.job:
        progress.advance(notice.job, min(notice.job.done + len(user_ids), notice.job.total))
    return True


def _finish(notice) -> None:
    done = WORKFLOW.perform(notice, FINISH, actor=None)
    place = {"url_name": SENDERS_PAGE, "url_args": [str(done.public_id)]}
    told = {"title": done.title, "count": done.recipient_count}
    notify(done.last_move("publish").by, "notice_sent", context=told, **place)
    if done.job:
        page = reverse(SENDERS_PAGE, args=[done.public_id])
        progress.finish(done.job, message=f"已发给 {done.recipient_count} 人。", result_url=page)
