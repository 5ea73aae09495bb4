"""记一处: what is wrong with an application is noted at the desk, defect by defect, for the next return.

Sources: 一次性告知制度; decision E0 (coded reasons).
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from applications.models import ReturnItem, ReturnNotice
from applications.services.return_places import Spot
from applications.services.verdicts import follow_notes, lock_at_desk, refuse_newer
from core import audit
from core.errors import Refused, Stale

MOST = 80
TOO_MANY = f"一次最多告知 {MOST} 处，已经记满了。请把同一部分的问题合写成一处。"
REMOVED = "这一处刚才已经删除了。"
CHANGED = "{name}已于 {at:%m-%d %H:%M} 改过这一处，现在写的是：“{code} {sentence}”。请看过再保存。"
STILL_NOTED = "还记着 {count} 处问题没有处理。请“退回个人”一次告知，或者先删除这些记录。"


@dataclass(frozen=True)
class Defect:
    """What is wrong, where, under which code."""

    spot: Spot
    code: str
    sentence: str

    @property
    def columns(self) -> dict:
        """The columns of a ReturnItem that tell it from others."""
        where = {name: value for name, value in self.spot.columns.items() if name != "place"}
        return where | {"code": self.code, "sentence": self.sentence}


def notes_of(application) -> list[ReturnItem]:
    """What is noted for the next return in this turn of the desk, in the order of noting."""
    return list(ReturnItem.objects.being_noted(application).select_related("noted_by", "continues"))


@transaction.atomic
def note(application, defect: Defect, *, actor, revision: int | None = None) -> ReturnItem:
    """记一处: note one defect; its section has 有问题 by that. The same noted twice is noted once.

    Args:
        revision: the how-manieth submission the person read; None for whichever is the newest.

    Raises as `verdicts.lock_at_desk`; Stale after a newer submission, Refused when too much is noted.
    """
    locked, _ = lock_at_desk(application, actor)
    refuse_newer(locked, revision)
    draft = _draft(locked)
    if draft.items.count() >= MOST:
        raise Refused(TOO_MANY)
    item, is_new = write(draft, defect, noted_by=actor.user)
    if is_new:
        follow_notes(locked, [item.section_key], actor=actor)
        _record("noted", locked, item, actor)
    return item


@transaction.atomic
def change_note(
    application, item_id: UUID, defect: Defect, *, actor, expected_version: int | None = None
) -> ReturnItem:
    """修改 what was noted, on the version the person saw.

    Raises as `verdicts.lock_at_desk`; Refused when it is gone, Stale when a colleague changed it.
    """
    locked, _ = lock_at_desk(application, actor)
    draft = _draft(locked)
    item = draft.items.select_related("noted_by").filter(public_id=item_id).first()
    if item is None:
        raise Refused(REMOVED)
    _refuse_stale(item, expected_version)
    before = item.section_key
    twin = draft.items.exclude(pk=item.pk).filter(**defect.columns).first()
    if twin:
        item.delete()
    else:
        _reword(item, defect, actor)
    follow_notes(locked, {before, defect.spot.section_key}, actor=actor)
    _record("changed", locked, twin or item, actor)
    return twin or item


@transaction.atomic
def remove_note(application, item_id: UUID, *, actor, expected_version: int | None = None) -> None:
    """删除 what was noted; the section whose last one it was is unseen again. Gone already is done.

    Raises as `verdicts.lock_at_desk`, and Stale when a colleague changed it.
    """
    locked, _ = lock_at_desk(application, actor)
    item = _draft(locked).items.select_related("noted_by").filter(public_id=item_id).first()
    if item is None:
        return
    _refuse_stale(item, expected_version)
    item.delete()
    follow_notes(locked, [item.section_key], actor=actor)
    _record("removed", locked, item, actor)


@transaction.atomic
def carry_over(application, *, actor) -> int:
    """Note again what the last return told and the applicant neither mended nor gave a reason for.

    Returns how many are new. Raises as `verdicts.lock_at_desk`.
    """
    locked, _ = lock_at_desk(application, actor)
    draft, last = _draft(locked), last_told(locked)
    added = []
    for item in last.items.filter(mended=False, answer="") if last else ():
        defect = Defect(Spot.of(item), item.code, item.sentence)
        again, is_new = write(draft, defect, noted_by=actor.user, continues=item)
        added += [again] if is_new else []
    if added:
        follow_notes(locked, {item.section_key for item in added}, actor=actor)
        audit.record("applications.defects_carried_over", subject=locked, actor=actor, count=len(added))
    return len(added)


def last_told(application) -> ReturnNotice | None:
    """The last return there was; None before the first."""
    return application.returns.sent().order_by("-pk").first()


def nothing_noted(application, _actor, _data) -> None:
    """Guard: who lets an application pass has told, or struck out, everything noted against it."""
    if count := ReturnItem.objects.being_noted(application).count():
        raise Refused(STILL_NOTED.format(count=count))


def write(notice, defect: Defect, **more) -> tuple[ReturnItem, bool]:
    """Write one defect into a return, and whether it was new to it."""
    words = defect.spot.columns["place"]
    return notice.items.get_or_create(**defect.columns, defaults={"place": words, **more})


def _draft(locked) -> ReturnNotice:
    """What is being noted in this turn; the notes of an earlier one are thrown away."""
    stale = locked.returns.filter(progress=None).exclude(turn_began_at=locked.turn_began_at)
    stale.delete()
    return locked.returns.get_or_create(progress=None, defaults={"turn_began_at": locked.turn_began_at})[0]


def _reword(item, defect, actor) -> None:
    for name, value in (defect.columns | defect.spot.columns).items():
        setattr(item, name, value)
    item.version += 1
    item.noted_by, item.noted_at = actor.user, timezone.now()
    item.save()


def _refuse_stale(item, expected_version) -> None:
    """Nobody overwrites or strikes out the words of a colleague unread."""
    if expected_version in (None, item.version):
        return
    at = timezone.localtime(item.noted_at)
    raise Stale(item, CHANGED.format(name=item.noted_by.name, at=at, code=item.code, sentence=item.sentence))


def _record(what, application, item, actor) -> None:
    audit.record(
        f"applications.defect_{what}",
        subject=application,
        actor=actor,
        code=item.code,
        section=item.section_key,
    )
