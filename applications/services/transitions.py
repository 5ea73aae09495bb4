"""Moving an application along its road, by whoever may; and what may be moved now."""

from dataclasses import dataclass

from applications import registry
from core.workflow import MoveForm, Transition


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
    """Make one move; see `core.workflow.Workflow.perform` for order and errors."""
    return workflow_of(application).perform(
        application, move, actor=actor, data=data, expected_version=expected_version
    )


def open_moves(application, actor) -> list[OpenMove]:
    """The buttons of one application for one person, with empty forms."""
    return [
        OpenMove(t, t.label_in(application.state), t.bound_form(application, actor))
        for t in workflow_of(application).open_to(actor, application)
    ]


def move_form(application, move: str, actor, data) -> MoveForm:
    """The form of one move, filled with what was posted. KeyError for a move the road does not have."""
    return workflow_of(application).transitions[move].bound_form(application, actor, data)
