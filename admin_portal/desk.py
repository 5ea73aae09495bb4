"""The review desk of one case: sections, pictures, history, and the moves open to the person."""

from dataclasses import dataclass

from django.urls import reverse

from admin_portal.sla import Sla, sla_of
from applications import registry
from applications.models import Application
from applications.policies import may_see_identity
from applications.services.checkup import Checkup, audience_of, checkup
from applications.services.reading import read_submitted
from applications.services.revisions import Submission, history_of
from applications.services.road import clocks, history, steps
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
class Picture:
    """One file as the viewer shows it."""

    url: str
    name: str
    is_current: bool
    select_url: str

    @property
    def thumb_url(self) -> str:
        return f"{self.url}?thumb=1"


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
    sections: list
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
    previous: str
    next: str
    reveal_url: str
    here: str


def irreversible(move) -> bool:
    """Acts that cannot be taken back are the red ones (interface language, principle 6)."""
    return move.weight == "outline-danger"


def desk_of(application, queue, *, attempt: Attempt | None = None) -> Desk:
    """Put the desk of `application` together for the person of `queue`; `attempt` keeps what was typed."""
    sections, may_reveal = read_submitted(application), may_see_identity(queue.actor, application)
    clock = clocks([application]).get(application.pk)
    moves = desk_moves(application, queue, attempt)
    kept = attempt is not None and any(move.name == attempt.move and not move.blocked for move in moves)
    before = queue.neighbour(application, backwards=True)
    after = queue.neighbour(application)
    return Desk(
        application=application,
        kind=registry.kind(application.kind),
        sections=sections,
        checkup=checkup(application, audience_of(queue.actor)),
        submissions=history_of(application, masked=True),
        pictures=_pictures(sections, queue, queue.here(application), may_reveal),
        sla=sla_of(clock.used, clock.promised) if clock else None,
        clock=clock,
        steps=steps(application),
        history=history(application),
        moves=moves,
        keeps_typed=kept,
        may_reveal=may_reveal,
        previous=queue.desk_url(before) if before else "",
        next=queue.desk_url(after) if after else "",
        reveal_url=queue.reveal_url(application),
        here=queue.here(application),
    )


def desk_moves(application, queue, attempt: Attempt | None = None) -> list[DeskMove]:
    """The moves of the road that are open to the person, each with a form of its own."""
    wanted = attempt.move if attempt else queue.params.get("move", "")
    found = []
    for move in sorted(open_moves(application, queue.actor), key=_loudness):
        tried = attempt is not None and attempt.move == move.name
        form = attempt.form if tried else move.form
        form.auto_id = f"id_{move.name}_%s"
        found.append(
            DeskMove(
                name=move.name,
                label=move.label,
                weight=move.weight,
                form=form,
                url=queue.move_url(application, move.name),
                blocked=blocked(application, queue.actor, move.transition),
                is_open=move.name == wanted or (not wanted and move.weight == "primary"),
            )
        )
    return found


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
    """Why the guards of a move would refuse right now, or nothing; the move itself judges once more."""
    try:
        for guard in transition.guards:
            guard(application, actor, {})
    except Refused as refusal:
        return str(refusal)
    return ""


def _pictures(sections, queue, here, may_reveal) -> list[Picture]:
    """All pictures in the order of the sections; on the stage lies the one asked for, else the first."""
    named = [
        (file, f"{spec.label}第 {place} 张" if len(files) > 1 else spec.label)
        for read in sections
        for spec, files in read.pictures
        if may_reveal or not spec.is_identity
        for place, file in enumerate(files, start=1)
    ]
    known = [str(file.public_id) for file, _ in named]
    asked = queue.params.get("file", "")
    shown = asked if asked in known else next(iter(known), "")
    return [
        Picture(
            url=reverse("core:file_open", args=[file.public_id]),
            name=name,
            is_current=str(file.public_id) == shown,
            select_url=f"{here}&file={file.public_id}#viewer",
        )
        for file, name in named
    ]
