"""What only higher floors know of a notice: who may publish it, and whom its conditions name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from messaging.models import OfficeNotice


@dataclass(frozen=True)
class Rules:
    """`may_publish(actor)` speaks of the office the person serves; `recipients(notice)` are users.

    `recipients` must never leave the jurisdiction of the sending office, and is asked again for each batch.
    """

    may_publish: Callable[[Any], bool]
    recipients: Callable[[OfficeNotice], QuerySet]


_rules: list[Rules] = []


def register(rules: Rules) -> None:
    """Fill the socket; called once when the app above is ready."""
    _rules[:] = [rules]


def recipients(notice: OfficeNotice) -> QuerySet:
    """The users a notice goes to, as things stand now."""
    return _rules[0].recipients(notice)


def may_write(actor) -> bool:
    """Whether the person may write and publish notices of the office served now."""
    return bool(actor and actor.office) and _rules[0].may_publish(actor)


def is_sender(actor, notice: OfficeNotice) -> bool:
    """Whether this notice is one of them."""
    return may_write(actor) and actor.office.public_id == notice.sender_id
