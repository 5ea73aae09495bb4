"""Moving an application along its road, by whoever may; and what may be moved now."""

from dataclasses import dataclass

import psycopg2
from django.db import IntegrityError
from django.db.models import UniqueConstraint

from applications import registry
from applications.models import Application
from core.errors import Refused
from core.workflow import MoveForm, Transition

ONE_EACH = {rule.name for rule in Application._meta.constraints if isinstance(rule, UniqueConstraint)}
OVERTAKEN = "申报人刚刚另有一份{kind}申报在办理，不能再“{label}”这一份。请刷新页面查看。"


@dataclass(frozen=True)
class OpenMove:
    """A button: the move, its words in this state, and its form for this person."""

    transition: Transition
    label: str
    form: MoveForm

    @property
    def name(self) -> str:
        """What the URL calls it."""
        return self.transition.name

    @property
    def weight(self) -> str:
        """How loud the button is: primary, outline-primary, light or outline-danger."""
        return self.transition.weight


def workflow_of(application):
    """The road of an application's kind."""
    return registry.kind(application.kind).workflow


def perform(application, move: str, *, actor, data=None, expected_version=None):
    """Make one move; see `core.workflow.Workflow.perform` for order and errors.

    Refused as well where the person opened another application at the same instant: the guards see only
    what is committed, the table sees both.
    """
    kind = registry.kind(application.kind)
    try:
        return kind.workflow.perform(
            kind.catch_up(application), move, actor=actor, data=data, expected_version=expected_version
        )
    except IntegrityError as broken:
        if _constraint_of(broken) not in ONE_EACH:
            raise
        label = kind.workflow.transitions[move].label
        raise Refused(OVERTAKEN.format(kind=kind.label, label=label)) from None


def _constraint_of(broken: IntegrityError) -> str | None:
    """The name of the rule of the table that was broken, as PostgreSQL gives it."""
    return broken.__cause__.diag.constraint_name if isinstance(broken.__cause__, psycopg2.Error) else None


def open_moves(application, actor) -> list[OpenMove]:
    """The buttons of one application for one person, with empty forms."""
    return [
        OpenMove(t, t.label_in(application.state), t.bound_form(application, actor))
        for t in workflow_of(application).open_to(actor, application)
    ]


def move_form(application, move: str, actor, data) -> MoveForm:
    """The form of one move, filled with what was posted. KeyError for a move the road does not have."""
    return workflow_of(application).transitions[move].bound_form(application, actor, data)


def why_closed(application, move: str) -> str:
    """The sentence the road has for a move that is not open in the present state; empty where it has none."""
    return workflow_of(application).transitions[move].refusals.get(application.state, "")
