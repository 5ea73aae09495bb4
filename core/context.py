"""Who asks, from where, under which request: read by the audit log and by the logs."""

from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class RequestContext:
    """Facts of one request; all empty in a worker or a command."""

    user_id: str | None = None
    capacity: str = ""
    ip: str | None = None
    request_id: str = ""
    agent: str = ""


current: ContextVar[RequestContext] = ContextVar("current", default=RequestContext())  # noqa: B039 - frozen


def set_person(user_id, capacity: str) -> None:
    """Add the signed-in person to the running context; called where the actor becomes known."""
    current.set(replace(current.get(), user_id=str(user_id) if user_id else None, capacity=capacity))
