"""政策文件 for applicants: writing, attaching, publishing, taking back."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actors import Capacity
from accounts.enums import OfficeLevel
from accounts.services.jurisdiction import jurisdiction
from applications.models import PolicyNotice
from applications.policies import manages_plans
from core import audit, documents
from core.errors import Refused, Stale
from core.models import StoredDocument
from core.workflow import NotAllowed

OWNER = "policy_notice"
MOST_DOCUMENTS = 10
FIELDS = ("title", "body", "year", "office")
NOT_YOURS = "政策文件由发布它的职改办管理。"
CHANGED = "这份政策文件刚刚有人改过，请对照现在的内容再保存。"
GONE = "这份政策文件刚才已经删除了。"


def may_speak_for_all(actor) -> bool:
    """Whether the person may write for the applicants of every office: the regional office does."""
    return actor.office is not None and actor.office.level == OfficeLevel.REGIONAL


def may_manage(actor, notice) -> bool:
    """Whether the person may change this notice; what holds for all is the regional office's."""
    if actor is None or actor.capacity != Capacity.TITLE_OFFICE:
        return False
    if notice.office is None:
        return may_speak_for_all(actor) and manages_plans(actor, actor.office)
    return manages_plans(actor, notice.office)


def visible_to(actor):
    """What staff of an office see: of their own branch, and what holds for all once it is published."""
    common = Q(office=None) if may_speak_for_all(actor) else Q(office=None, published_at__isnull=False)
    return PolicyNotice.objects.filter(Q(office__in=jurisdiction(actor, "see")) | common)


@documents.owner(OWNER)
def may_read(actor, notice_id) -> bool:
    """Attachments open to everybody signed in once published, before that to those who write."""
    notice = PolicyNotice.objects.filter(public_id=notice_id).select_related("office").first()
    return notice is not None and (notice.is_published or may_manage(actor, notice))


@transaction.atomic
def create(words: dict, *, actor) -> PolicyNotice:
    """Begin a notice, unpublished.

    Args:
        words: title, body (sanitised HTML), year, office (None: for the applicants of every office).
    """
    notice = PolicyNotice(**words)
    if not may_manage(actor, notice):
        raise NotAllowed(NOT_YOURS)
    notice.save()
    audit.record("applications.policy_created", subject=notice, actor=actor)
    return notice


@transaction.atomic
def change(notice, words: dict, *, expected_version: int, actor) -> PolicyNotice:
    """Save a notice; the same words change nothing. Raises NotAllowed, Stale or Refused."""
    locked = _lock(notice, actor, expected_version)
    changed = [name for name in FIELDS if getattr(locked, name) != words[name]]
    if not changed:
        return locked
    for name in changed:
        setattr(locked, name, words[name])
    if not may_manage(actor, locked):
        raise NotAllowed(NOT_YOURS)
    _store(locked)
    audit.record("applications.policy_changed", subject=locked, actor=actor, fields=changed)
    return locked


@transaction.atomic
def publish(notice, *, expected_version: int, actor) -> PolicyNotice:
    """发布: applicants read it from now on; done twice is done once."""
    locked = _lock(notice, actor)
    if locked.is_published:
        raise Refused("这份政策文件已经发布了。")
    _as_seen(locked, expected_version)
    locked.published_at = timezone.now()
    _store(locked)
    audit.record("applications.policy_published", subject=locked, actor=actor)
    return locked


@transaction.atomic
def take_back(notice, *, expected_version: int, actor) -> PolicyNotice:
    """取消发布: applicants no longer read it."""
    locked = _lock(notice, actor)
    if not locked.is_published:
        raise Refused("这份政策文件还没有发布。")
    _as_seen(locked, expected_version)
    locked.published_at = None
    _store(locked)
    audit.record("applications.policy_taken_back", subject=locked, actor=actor)
    return locked


@transaction.atomic
def discard(notice, *, actor) -> None:
    """Delete a notice nobody reads, with its attachments."""
    locked = _lock(notice, actor)
    if locked.is_published:
        raise Refused("已发布的政策文件请先取消发布，再删除。")
    attachments.clear(locked, actor=actor)
    audit.record("applications.policy_discarded", subject=locked, actor=actor)
    locked.delete()


def with_documents(notices) -> list[tuple[PolicyNotice, list[StoredDocument]]]:
    """Notices with their attachments, in two statements however many there are."""
    shown = list(notices)
    found: dict = {notice.public_id: [] for notice in shown}
    for document in StoredDocument.objects.filter(owner_kind=OWNER, owner_id__in=found):
        found[document.owner_id].append(document)
    return [(notice, found[notice.public_id]) for notice in shown]


def _lock(notice, actor, expected_version: int | None = None) -> PolicyNotice:
    """The notice, locked; without a version whatever it says now."""
    rows = PolicyNotice.objects.select_for_update(of=("self",)).select_related("office")
    locked = rows.filter(pk=notice.pk).first()
    if locked is None:
        raise Refused(GONE)
    if not may_manage(actor, locked):
        raise NotAllowed(NOT_YOURS)
    if expected_version is not None:
        _as_seen(locked, expected_version)
    return locked


def _as_seen(locked, expected_version: int) -> None:
    if locked.version != expected_version:
        raise Stale(locked, CHANGED)


def _store(notice) -> None:
    notice.version += 1
    notice.save()


attachments = documents.Attachments(OWNER, MOST_DOCUMENTS, _lock)
