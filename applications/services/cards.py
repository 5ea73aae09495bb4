"""Application cards and the timeline 职称之路 of one person."""

from dataclasses import dataclass

from applications.enums import ApplicationState
from applications.models import Application, ApplicationProgress
from applications.services.road import Clock, clocks, steps
from applications.services.transitions import OpenMove, open_moves
from certificates.models import Certificate

PAGE = 20


@dataclass(frozen=True)
class Card:
    """One application as a card: its place among the person's, its road, its clock, its buttons."""

    place: int
    application: Application
    steps: list
    clock: Clock | None
    moves: dict[str, OpenMove]
    complaint: ApplicationProgress | None


@dataclass(frozen=True)
class RoadStop:
    """One entry of 职称之路; `look` is next, now or empty."""

    name: str
    facts: str
    look: str = ""


def cards_of(actor, *, kind: str = "", limit: int = PAGE) -> list[Card]:
    """The newest applications of the acting person, the bin left out, numbered in order of creation."""
    mine = Application.objects.visible_to(actor).kept()
    if kind:
        mine = mine.filter(kind=kind)
    rows = list(mine.with_names()[:limit])
    total = mine.count()
    return _cards(rows, actor, [total - index for index in range(len(rows))])


def card_of(application, actor) -> Card:
    """The card of one application."""
    return _cards([application], actor, [place_of(application)])[0]


def _cards(rows, actor, places) -> list[Card]:
    complaints, running = _complaints(rows), clocks(rows)
    return [
        Card(
            place,
            row,
            steps(row),
            running.get(row.pk),
            {move.name: move for move in open_moves(row, actor)},
            complaints.get(row.pk),
        )
        for row, place in zip(rows, places, strict=True)
    ]


def place_of(application) -> int:
    """The number on the card: the how-manieth application of its kind this person opened."""
    mine = Application.objects.kept().filter(applicant=application.applicant_id, kind=application.kind)
    return mine.filter(created_at__lte=application.created_at).count()


def complaint_of(application) -> ApplicationProgress | None:
    """The history row that returned an application, while it lies with the applicant."""
    return _complaints([application]).get(application.pk)


def _complaints(applications) -> dict:
    returned = [row.pk for row in applications if row.state == ApplicationState.RETURNED]
    rows = ApplicationProgress.objects.filter(application__in=returned, to_state=ApplicationState.RETURNED)
    return {row.application_id: row for row in rows.order_by("pk")}


def titles_road(user, cards) -> list[RoadStop]:
    """职称之路, newest first: what is on its way, then what was granted."""
    now = [
        RoadStop(
            c.application.title_name or c.application.title_path,
            f"{c.application.application_year} 年 · {c.application.get_state_display()}",
            "now",
        )
        for c in cards
        if c.application.state not in ApplicationState.closed
    ]
    held = [
        RoadStop(
            certificate.title_name,
            " · ".join(
                filter(
                    None,
                    (
                        certificate.granted_label,
                        certificate.get_acquisition_method_display(),
                        certificate.certificate_number,
                    ),
                )
            ),
        )
        for certificate in Certificate.objects.held_by(user)
    ]
    return now + held
