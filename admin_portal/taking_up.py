"""受理 for many cases at once: each in a transaction of its own, so that one refusal stops no other."""

from uuid import UUID

from applications.services.transitions import perform, workflow_of
from core.errors import Refused
from core.workflow import AlreadyDone

MOST = 100


def take_up(portal, public_ids, *, actor) -> tuple[int, list[str]]:
    """受理 the named cases, at most 100; returns how many were taken up, and why others were not."""
    wanted = [public_id for public_id in map(_uuid, public_ids[:MOST]) if public_id]
    done, refusals = 0, []
    for application in portal.visible(actor).with_names().filter(public_id__in=wanted).order_by("pk"):
        try:
            perform(application, portal.take_up, actor=actor)
        except AlreadyDone:
            done += 1
        except Refused as refusal:
            refusals.append(f"{application.number} 没有受理：{refusal}")
        else:
            done += 1
    return done, refusals


def can_take_up(portal, application, *, actor) -> bool:
    """Whether the person may 受理 this case now."""
    move = workflow_of(application).transitions[portal.take_up]
    return application.state in move.sources and move.shown(application) and move.allowed(actor, application)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
