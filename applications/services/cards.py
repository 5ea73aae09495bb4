"""Application cards and the timeline 职称之路 of one person."""

from dataclasses import dataclass

from applications import registry
from applications.enums import ApplicationState
from applications.models import Application, ApplicationProgress, ReturnNotice
from applications.registry import CollectButton
from applications.services.delivery import deliveries_of, offered
from applications.services.drafts import office_lock
from applications.services.fees import awaits_money
from applications.services.line import full_clocks
from applications.services.road import Clock, steps
from applications.services.told import Complaint, complaint_with
from applications.services.transitions import OpenMove, open_moves
from certificates.enums import CertificateState
from certificates.models import Certificate, Delivery

PAGE = 20
RETURN = "return_to_applicant"


@dataclass(frozen=True)
class Card:
    """One application as a card: its place among the person's, its road, its clock, its buttons, 领取方式."""

    place: int
    application: Application
    steps: list
    clock: Clock | None
    moves: dict[str, OpenMove]
    complaint: Complaint | None
    delivery: Delivery | None

    @property
    def may_change_office(self) -> bool:
        """Whether 报送职改办 is offered."""
        return self.application.is_editable and not office_lock(self.application)

    @property
    def collect_button(self) -> CollectButton | None:
        """The button 领取证书 or 邮寄, where it is offered."""
        return offered(self.application, self.delivery)

    @property
    def owes_fee(self) -> bool:
        """Whether the way to 费用管理 is shown, because the person has to pay."""
        return awaits_money(self.application)


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
    rows = [registry.kind(row.kind).catch_up(row) for row in mine.with_names()[:limit]]
    total = mine.count()
    return _cards(rows, actor, [total - index for index in range(len(rows))])


def card_of(application, actor) -> Card:
    """The card of one application."""
    return _cards([application], actor, [place_of(application)])[0]


def _cards(rows, actor, places) -> list[Card]:
    complaints, running, deliveries = _complaints(rows), full_clocks(rows), deliveries_of(rows)
    return [
        Card(
            place,
            row,
            steps(row),
            running.get(row.pk),
            {move.name: move for move in open_moves(row, actor)},
            complaints.get(row.pk),
            deliveries.get(row.public_id),
        )
        for row, place in zip(rows, places, strict=True)
    ]


def place_of(application) -> int:
    """The number on the card: the how-manieth application of its kind this person opened."""
    mine = Application.objects.kept().filter(applicant=application.applicant_id, kind=application.kind)
    return mine.filter(created_at__lte=application.created_at).count()


def complaint_of(application, contents=None) -> Complaint | None:
    """The return that waits for the applicant, while it lies with them; see `told.complaint_with`."""
    return _complaints([application], contents).get(application.pk)


def _complaints(applications, contents=None) -> dict[int, Complaint]:
    """The move that led each of them where it lies, if that was a return, with its defects."""
    back = ApplicationState.returned_to
    returned = {row.pk: row for row in applications if row.state in back}
    if not returned:
        return {}
    rows = ApplicationProgress.objects.filter(application__in=returned, to_state__in=back)
    latest = {row.application_id: row for row in rows.order_by("pk")}
    open_ones = (
        ReturnNotice.objects.open().filter(application__in=returned).prefetch_related("items__continues")
    )
    notices = {notice.application_id: notice for notice in open_ones}
    return {
        pk: complaint_with(returned[pk], row, notices.get(pk), contents)
        for pk, row in latest.items()
        if row.move == RETURN
    }


def _unless_normal(certificate) -> str:
    return "" if certificate.state == CertificateState.NORMAL else certificate.get_state_display()


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
                        _unless_normal(certificate),
                    ),
                )
            ),
        )
        for certificate in Certificate.objects.held_by(user)
    ]
    return now + held
