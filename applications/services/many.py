"""One move for many applications, each judged on its own and told on its own."""

from dataclasses import dataclass

from applications.models import Application
from applications.services.transitions import perform
from core.errors import Refused
from core.workflow import AlreadyDone


@dataclass(frozen=True)
class Outcome:
    """What became of one application; `refusal` is why not, empty where it was done."""

    application: Application
    refusal: str = ""


def each(applications, move: str, *, actor, data=None) -> list[Outcome]:
    """Make `move` for every application, each in a transaction of its own; what is refused stops nobody."""
    return [Outcome(one, _refusal(one, move, actor, data)) for one in applications]


def _refusal(application, move, actor, data) -> str:
    try:
        perform(application, move, actor=actor, data=data)
    except AlreadyDone:
        return ""
    except Refused as refused:
        return str(refused)
    return ""
