"""The review desk of one case: sections, pictures, history, and the moves open to the person."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from accounts.enums import UnitRight
from accounts.services.unit_rights import LACKING, holds
from admin_portal.payment_list import address_of_order
from admin_portal.pictures import Picture, pictures_of
from admin_portal.review import Review
from admin_portal.review_parts import review_of
from admin_portal.sla import Sla, sla_of
from applications import registry
from applications.models import Application
from applications.policies import may_see_identity
from applications.services.checkup import Checkup, audience_of, checkup
from applications.services.escalation import house_of
from applications.services.line import full_clocks
from applications.services.revisions import Submission, history_of
from applications.services.road import history, steps
from applications.services.transitions import open_moves
from core.errors import Refused
from core.workflow import MoveForm

WEIGHTS = ("light", "outline-danger", "outline-primary", "primary")


@dataclass(frozen=True)
class DeskMove:
    """A decision as the desk offers it; `blocked` says why it is not for this person just now."""

    name: str
    label: str
    weight: str
    form: MoveForm
    url: str
    blocked: str
    is_open: bool

    @property
    def asks(self) -> bool:
        """Whether there is anything to fill in; moves that ask nothing are plain buttons."""
        return bool(self.form.fields)

    @property
    def questions(self) -> list[tuple]:
        """Every question as (bound field, the words to unfold it by, empty where it stands open)."""
        return [(field, self.form.folded.get(field.name, "")) for field in self.form]


@dataclass(frozen=True)
class Attempt:
    """What was posted to one move and not done: the name, the bound form, and the refusal if one came."""

    move: str
    form: MoveForm
    refusal: str = ""


@dataclass(frozen=True)
class Desk:
    """Everything the page of one case shows."""

    application: Application
    kind: object
    review: Review
    checkup: Checkup
    submissions: list[Submission]
    pictures: list[Picture]
    sla: Sla | None
    clock: object
    steps: list
    history: list
    moves: list[DeskMove]
    keeps_typed: bool
    may_reveal: bool
    lacking: str
    previous: str
    next: str
    order_url: str
    reveal_url: str
    here: str

    @property
    def swapped(self) -> str:
        """What changes on the page with a verdict, beside the section itself: ids for htmx."""
        pieces = ["toc", "bar", "refusal", "spots", *(f"entry-{move.name}" for move in self.moves)]
        return ",".join(f"#{piece}" for piece in pieces)


def irreversible(move) -> bool:
    """Acts that cannot be taken back are the red ones (interface language, principle 6)."""
    return move.weight == "outline-danger"


def desk_of(application, queue, *, attempt: Attempt | None = None, standing: str = "") -> Desk:
    """Put the desk of `application` together for the person of `queue`.

    `attempt` keeps what was typed, `standing` is the key of the section to stand on.
    """
    found, submissions = checkup(application, audience_of(queue.actor)), history_of(application, masked=True)
    review = review_of(application, queue, found, submissions, standing)
    clock = full_clocks([application], own=False).get(application.pk)
    moves = desk_moves(application, queue, attempt)
    kept = attempt is not None and any(move.name == attempt.move and not move.blocked for move in moves)
    before = queue.neighbour(application, backwards=True)
    after = queue.neighbour(application)
    return Desk(
        application=application,
        kind=registry.kind(application.kind),
        review=review,
        checkup=found,
        submissions=submissions,
        pictures=pictures_of(review, queue, application),
        sla=sla_of(clock.used, clock.promised) if clock else None,
        clock=clock,
        steps=steps(application),
        history=history(application),
        moves=moves,
        keeps_typed=kept,
        may_reveal=may_see_identity(queue.actor, application),
        lacking=_lacking(application, queue.actor),
        previous=queue.desk_url(before) if before else "",
        next=queue.desk_url(after) if after else "",
        order_url=address_of_order(application, queue.actor),
        reveal_url=queue.reveal_url(application),
        here=queue.here(application),
    )


def _lacking(application, actor) -> str:
    """Why a clerk of the employer that has the case may decide nothing there; empty for everybody else."""
    here = actor.employer is not None and house_of(application) == actor.employer
    return LACKING[UnitRight.REVIEW] if here and not holds(actor, UnitRight.REVIEW) else ""


def desk_moves(application, queue, attempt: Attempt | None = None) -> list[DeskMove]:
    """The moves of the road that are open to the person, each with a form of its own."""
    moves = sorted(open_moves(application, queue.actor), key=_loudness)
    return [_desk_move(move, application, queue, attempt) for move in moves]


def _desk_move(move, application, queue, attempt) -> DeskMove:
    wanted = attempt.move if attempt else queue.params.get("move", "")
    tried = attempt is not None and attempt.move == move.name
    form = attempt.form if tried else move.form
    form.auto_id = f"id_{move.name}_%s"
    return DeskMove(
        name=move.name,
        label=f"{move.label}{form.tail}",
        weight=move.weight,
        form=form,
        url=queue.move_url(application, move.name),
        blocked=blocked(application, queue.actor, move.transition),
        is_open=move.name == wanted or (not wanted and move.weight == "primary"),
    )


def road_moves(
    road, subject, actor, *, attempt: Attempt | None, url_name: str, elsewhere=()
) -> list[DeskMove]:
    """The moves of a road that are open to the person, for what is no application.

    Args:
        url_name: where a move is made, by the public id of `subject` and the name of the move.
        elsewhere: names of moves made on pages of their own.
    """
    return [
        _road_move(transition, subject, actor, attempt, url_name)
        for transition in road.open_to(actor, subject)
        if transition.name not in elsewhere
    ]


def _road_move(transition, subject, actor, attempt, url_name) -> DeskMove:
    tried = attempt is not None and attempt.move == transition.name
    form = attempt.form if tried else transition.bound_form(subject, actor)
    form.auto_id = f"id_{transition.name}_%s"
    return DeskMove(
        name=transition.name,
        label=transition.label,
        weight=transition.weight,
        form=form,
        url=reverse(url_name, args=[subject.public_id, transition.name]),
        blocked=blocked(subject, actor, transition),
        is_open=tried or (attempt is None and transition.weight == "primary"),
    )


def _loudness(move) -> int:
    """The order of the bar: what asks nothing first, the usual decision at the right end."""
    return WEIGHTS.index(move.weight) + 1 if move.form.fields else 0


def blocked(application, actor, transition) -> str:
    """Why the guards of a move would refuse right now, or nothing; the move itself judges once more.

    Some guards lock what they look at: here for as long as the look takes.
    """
    if not transition.guards:
        return ""
    try:
        with transaction.atomic():
            _judge(transition.guards, application, actor)
    except Refused as refusal:
        return str(refusal)
    return ""


def _judge(guards, application, actor) -> None:
    for guard in guards:
        guard(application, actor, {})
