"""受理 and 转交 of selected cases: one at once, more of them by the worker, each judged for itself."""

from uuid import UUID, uuid4

from applications.models import BatchJob
from applications.services import batches
from applications.services.transitions import perform, workflow_of
from core.errors import Refused
from core.workflow import AlreadyDone

EVERYTHING = "all"
GONE = "勾选的 {count} 件刚刚离开了您的列表，例如申报人已撤回，没有办理。"


def selected(queue, posted):
    """The cases ticked on the page, or all the queue shows; ordered as the queue is."""
    if posted.get("selection") == EVERYTHING:
        found = queue.applications()
    else:
        found = queue.portal.visible(queue.actor).filter(public_id__in=_ticked(posted))
    return found.order_by(*queue.table.order, "pk")


def gone(queue, posted) -> str:
    """What to say of ticked cases that the person cannot see any more; empty where there are none."""
    if posted.get("selection") == EVERYTHING:
        return ""
    count = len(_ticked(posted)) - selected(queue, posted).order_by().count()
    return GONE.format(count=count) if count else ""


def _ticked(posted) -> set[UUID]:
    return {public_id for public_id in map(_uuid, posted.getlist("application")) if public_id}


def chosen_for(queue, posted) -> dict:
    """What a page shows that asks something before it acts: how many, and the selection carried along."""
    count = selected(queue, posted).order_by()[: batches.MOST + 1].count()
    return {"queue": queue, "count": count, "posted": posted.getlist("application")}


def take_up(queue, posted, *, actor) -> BatchJob | None:
    """受理 what is selected. A single case is taken up now, and None returned; Refused with the reason."""
    found = selected(queue, posted)
    first_two = list(found.with_names()[:2])
    if len(first_two) == 1:
        return _take_up_one(first_two[0], queue.portal.take_up, actor=actor)
    return batches.order(found, queue.portal.take_up, actor=actor, key=key_of(posted))


def _take_up_one(application, move, *, actor) -> None:
    try:
        perform(application, move, actor=actor)
    except AlreadyDone:
        return
    except Refused as refusal:
        raise Refused(f"{application.number} 没有受理：{refusal}") from None


def hand_over(queue, posted, answers: dict, *, actor) -> BatchJob:
    """转交 what is selected to a colleague; `answers` are those of its form."""
    data = {"assignee": answers["assignee"].pk, "opinion": answers["opinion"]}
    return batches.order(selected(queue, posted), "transfer", actor=actor, key=key_of(posted), data=data)


def worded(queue, posted, move: str, opinion: str, *, actor) -> BatchJob:
    """One move for what is selected, with one opinion; each is judged for itself in the worker."""
    data = {"opinion": opinion}
    return batches.order(selected(queue, posted), move, actor=actor, key=key_of(posted), data=data)


def key_of(posted) -> UUID:
    """The key of the page the selection was made on; a new one where it carries none."""
    return _uuid(posted.get("key", "")) or uuid4()


def is_open(application, move: str, *, actor) -> bool:
    """Whether the person may make this move with this case now."""
    wanted = workflow_of(application).transitions.get(move)
    if wanted is None or application.state not in wanted.sources:
        return False
    return wanted.shown(application) and wanted.allowed(actor, application)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
