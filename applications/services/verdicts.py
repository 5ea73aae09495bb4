"""没问题 and 有问题: what a desk says of each section, kept on the server for all who serve there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from applications import registry
from applications.models import Application, ReturnItem, SectionVerdict
from applications.services.revisions import changes
from applications.verdict_enums import Desk, Verdict
from applications.verdict_rights import DESKS, judging_desk
from core import audit
from core.errors import Refused, Stale
from core.workflow import GONE, NotAllowed

NOT_NOW = "这份申报现在的状态是“{state}”，不能再记。请刷新页面查看。"
NOT_YOURS = "这份申报不由您审看，请联系负责这一步的工作人员。"
NEWER = "申报人已经重新报送，您看到的是上一次的内容。请刷新页面，看过新的内容再记。"
OLD_PAGE = "您看到的页面已经不是最新的。请刷新页面，看过现在的结果再记。"
STILL_NOTED = "“{title}”还记着 {count} 处问题。问题已经不在的，请先删除，再点“没问题”。"
TOLD = "{name}已于 {at:%m-%d %H:%M} 把“{title}”记为“{verdict}”。请看过现在的结果再记。"


@dataclass(frozen=True)
class Seen:
    """What the page of the person showed: the how-manieth submission, the version of the verdict."""

    revision: int
    version: int


def verdicts_of(application) -> list[SectionVerdict]:
    """Everything the desks said of the sections of an application, in one statement."""
    return list(application.verdicts.select_related("by"))


def unseen_by(application, desk: str) -> list[str]:
    """The keys of the sections that a desk has still to look at, in their order."""
    said = application.verdicts.filter(desk=desk)
    seen = {one.section_key for one in said if one.stands != Verdict.UNSEEN}
    keys = (section.key for section in registry.kind(application.kind).sections)
    return [key for key in keys if key not in seen]


@transaction.atomic
def judge(application, section, verdict: Verdict, *, actor, seen: Seen) -> SectionVerdict:
    """Say that a section has no problem, or take that back (`Verdict.UNSEEN`).

    Saying what is said already changes nothing. Raises Stale where a colleague said something else since,
    Refused where problems are noted, and as `lock_at_desk`.
    """
    locked, desk = lock_at_desk(application, actor)
    said = _verdict(locked, desk, section.key)
    if said.stands == verdict:
        return said
    refuse_newer(locked, seen.revision)
    _refuse_stale(said, section, seen)
    if said.stands == Verdict.PROBLEM:
        count = ReturnItem.objects.being_noted(locked).filter(section_key=section.key).count()
        raise Refused(STILL_NOTED.format(title=section.title, count=count))
    _say(said, verdict, actor)
    audit.record(
        "applications.section_judged",
        subject=locked,
        actor=actor,
        section=said.section_key,
        verdict=said.verdict,
    )
    return said


def follow_notes(locked, keys: Iterable[str], *, actor) -> None:
    """Let the verdicts of sections follow what was just noted or struck out there.

    Args:
        locked: the application under its lock (`lock_at_desk`), with the notes written.
        keys: of the sections touched; the empty one is of the whole application and has no verdict.
    """
    desk = judging_desk(actor, locked)
    noted = set(ReturnItem.objects.being_noted(locked).values_list("section_key", flat=True))
    for key in filter(None, keys):
        said = _verdict(locked, desk, key)
        if key in noted and said.stands != Verdict.PROBLEM:
            _say(said, Verdict.PROBLEM, actor)
        elif key not in noted and said.stands == Verdict.PROBLEM:
            _say(said, Verdict.UNSEEN, actor)


def lock_at_desk(application, actor) -> tuple[Application, Desk]:
    """The application under its lock, and the desk for which the person judges it now.

    Raises Refused where it lies elsewhere, or NotAllowed where it is not the person's to judge.
    """
    locked = Application.objects.select_for_update(of=("self",)).filter(pk=application.pk).first()
    if locked is None:
        raise Refused(GONE)
    return locked, check_judge(locked, actor)


def check_judge(application, actor) -> Desk:
    """The desk for which the person judges sections now. Raises as `lock_at_desk`."""
    desk = judging_desk(actor, application)
    if desk is None and application.state not in DESKS:
        raise Refused(NOT_NOW.format(state=application.state_label(actor)))
    if desk is None:
        raise NotAllowed(NOT_YOURS)
    return desk


def refuse_newer(locked, revision: int | None) -> None:
    """Nobody judges what they have not seen: raises Stale where `revision` is not the newest submission."""
    if revision not in (None, locked.revisions.count()):
        raise Stale(locked, NEWER)


def next_unseen(said: SectionVerdict) -> str:
    """The section after this one, or else the first, that the desk has not looked at; empty without one.

    The section itself where it was just taken back.
    """
    unseen = unseen_by(said.application, said.desk)
    keys = [section.key for section in registry.kind(said.application.kind).sections]
    here = keys.index(said.section_key)
    return next((key for key in (*keys[here:], *keys[:here]) if key in unseen), "")


def grow_old(application) -> None:
    """After a new submission: what was said of the sections that changed does not count any more."""
    said = list(application.verdicts.filter(is_old=False))
    if not said:
        return
    newer, older = application.revisions.order_by("-sequence")[:2]
    changed = {change.section.key for change in changes(older, newer, masked=False)}
    for one in said:
        if one.section_key in changed:
            one.is_old, one.version = True, one.version + 1
            one.save(update_fields=["is_old", "version"])


def _verdict(locked, desk, key) -> SectionVerdict:
    """What the desk said of a section; a new one if it said nothing."""
    found = locked.verdicts.select_related("by").filter(desk=desk, section_key=key).first()
    return found or SectionVerdict(application=locked, desk=desk, section_key=key, version=0)


def _refuse_stale(said, section, seen) -> None:
    """What a colleague said meanwhile is read first."""
    if said.version == seen.version:
        return
    told = OLD_PAGE
    if said.pk:
        told = TOLD.format(
            name=said.by.name, at=timezone.localtime(said.at), title=section.title, verdict=said.stands.label
        )
    raise Stale(said, told)


def _say(said, verdict, actor) -> None:
    said.verdict, said.is_old, said.version = verdict, False, said.version + 1
    said.revision, said.turn_began_at = said.application.revisions.last(), said.application.turn_began_at
    said.by, said.at = actor.user, timezone.now()
    said.save()
