"""Writing a notice: its words, its conditions and its attachments, as long as it is a draft."""

from django.db import transaction

from core import audit, documents
from core.errors import Refused, Stale
from core.workflow import NotAllowed
from messaging.models import OfficeNotice
from messaging.notices import rules

OWNER = "office_notice"
MOST_DOCUMENTS = 5


@documents.owner(OWNER)
def may_read(actor, notice_id) -> bool:
    """Attachments open to the senders, and to recipients while the notice is out."""
    notice = OfficeNotice.objects.readable_by(actor).filter(public_id=notice_id).first()
    return notice is not None and (rules.is_sender(actor, notice) or notice.is_out)


@transaction.atomic
def create(words: dict, *, actor) -> OfficeNotice:
    """Begin a draft of the office the person serves.

    Args:
        words: title, body (sanitised HTML), audience (conditions) and audience_words (the same in words).

    Raises:
        NotAllowed: the person may not write notices.
    """
    if not rules.may_write(actor):
        raise NotAllowed("业务通知由职改办工作人员起草和发布。")
    notice = OfficeNotice.objects.create(
        sender_id=actor.office.public_id, sender_name=actor.office.name, written_by=actor.user, **words
    )
    audit.record("messaging.notice_drafted", subject=notice, actor=actor)
    return notice


def _lock_draft(notice, actor) -> OfficeNotice:
    """The draft, locked; Refused once it is published."""
    locked = OfficeNotice.objects.select_for_update(of=("self",)).filter(pk=notice.pk).first()
    if locked is None:
        raise Refused("这份草稿刚才已经删除了。")
    if not rules.is_sender(actor, locked):
        raise NotAllowed("这份通知由起草的职改办办理。")
    if not locked.is_draft:
        raise Refused("通知已经发布，不能再修改。需要更正的，请先撤回，再另发一份。")
    return locked


@transaction.atomic
def change(notice, words: dict, *, expected_version: int, actor) -> OfficeNotice:
    """Save a draft; the same words change nothing. Raises Stale, NotAllowed or Refused."""
    locked = _lock_draft(notice, actor)
    if locked.version != expected_version:
        raise Stale(locked, "这份草稿刚才在别处改过。请对照最新内容，再保存一次。")
    if all(getattr(locked, name) == value for name, value in words.items()):
        return locked
    for name, value in words.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save()
    audit.record("messaging.notice_changed", subject=locked, actor=actor, version=locked.version)
    return locked


@transaction.atomic
def discard(notice, *, actor) -> None:
    """Delete a draft with its attachments."""
    locked = _lock_draft(notice, actor)
    attachments.clear(locked, actor=actor)
    audit.record("messaging.notice_discarded", subject=locked, actor=actor)
    locked.delete()


attachments = documents.Attachments(OWNER, MOST_DOCUMENTS, _lock_draft)
