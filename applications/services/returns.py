"""一次性告知: what was noted at the desk is told in one return, and answered by the next 报送.

Sources: 一次性告知制度; decision E0 (coded reasons, a deadline of the office, overdue is 视为放弃).
"""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from applications import registry
from applications.models import ReturnItem, ReturnNotice
from applications.services.contents import contents_of
from applications.services.drafts import lock_editable
from applications.services.mending import Comparison
from applications.services.noting import write
from applications.services.return_scope import close_return, items_in_force
from catalogue import working_days
from core import audit
from core.errors import Refused

MOVE = "return_to_applicant"
REMINDERS = (7, 3, 1)
SHOWN = 20
NOT_ASKED = "这一处现在不需要您说明，请刷新页面查看。"


def usual_days() -> int:
    """Working days an office gives to answer a return unless it says otherwise."""
    return settings.RETURN_WORKING_DAYS


def history_of(application) -> list[ReturnNotice]:
    """Every return that was sent, the newest first, with its defects; at most the last 20."""
    told = application.returns.sent().select_related("progress").order_by("-pk")
    return list(told.prefetch_related("items__continues")[:SHOWN])


def in_order(kind: str, items) -> list[ReturnItem]:
    """Defects in the order of the sections, those about no section last."""
    places = {section.key: n for n, section in enumerate(registry.kind(kind).sections)}
    return sorted(items, key=lambda item: places.get(item.section_key, len(places)))


def send(application, actor, data) -> None:
    """Effect of 退回个人: what was noted and what the form adds is told at once, with the last day."""
    notice = _notice(application, actor, data["notes"])
    notice.answers_mark = data["answers_mark"]
    if data["days"]:
        working_days.hold()
        set_deadline(notice, data["days"])
    notice.save()
    for defect in data["told"]:
        write(notice, defect, noted_by=actor.user)


def send_to_employer(application, actor, data) -> None:
    """Effect of 退回单位: the employer reads what was noted; it has no last day and waits for no answer."""
    if not data["notes"]:
        return
    notice = _notice(application, actor, data["notes"])
    notice.closed_at = timezone.now()
    notice.save()
    # The employer may tell the applicant the very same: nothing of it is mended.
    notice.items.update(mended=False)


def _notice(application, actor, notes) -> ReturnNotice:
    """The return that is sent now, with what was noted for it; not saved."""
    draft = application.returns.filter(progress=None).first()
    if draft and not notes:
        draft.delete()
        draft = None
    notice = draft or ReturnNotice(application=application)
    notice.turn_began_at, notice.made_by = application.turn_began_at, actor.user
    notice.progress = application.progress.latest("pk")
    return notice


def set_deadline(notice, days: int) -> None:
    """Reckon the last day anew; what is told at that moment needs no reminder."""
    due = working_days.add_working_days(timezone.localdate(notice.turn_began_at), days)
    notice.working_days, notice.deadline_on, notice.is_estimate = days, due.on, due.is_estimate
    notice.reminded = reminder_due(due.on)


def reminder_due(deadline_on) -> int | None:
    """Of the days before the last day on which people are reminded the one that has come; None before."""
    left = (deadline_on - timezone.localdate()).days
    return min((day for day in REMINDERS if left <= day), default=None)


def settle(application, _actor, _data) -> None:
    """Effect of 同意并报送, before it is kept: the return is answered, what was mended is noted."""
    notice = application.returns.open().first()
    if notice is None:
        return
    comparison = Comparison(application, contents_of(application))
    items = list(notice.items.all())
    for item in items:
        item.mended = comparison.is_mended(item)
    ReturnItem.objects.bulk_update(items, ["mended"])
    close_return(application)


@transaction.atomic
def explain(application, item_id, words: str, *, actor) -> ReturnItem:
    """写明不改的理由: the desk reads it beside the defect. No words take the reason back.

    Raises Refused when the defect is not waiting for the applicant, and as `drafts.lock_editable`.
    """
    locked = lock_editable(application, actor)
    item = next((one for one in items_in_force(locked) if one.public_id == item_id), None)
    if item is None:
        raise Refused(NOT_ASKED)
    if item.answer != words:
        item.answer = words
        item.save(update_fields=["answer"])
        audit.record(
            "applications.defect_explained",
            subject=locked,
            actor=actor,
            code=item.code,
            section=item.section_key,
        )
    return item
