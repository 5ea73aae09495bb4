"""The office's page of one correction: what changes, the papers, and what may be decided."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import AccountMove, IdentityCorrection
from accounts.services.correction_files import files_of
from accounts.services.correction_page import facts_of
from accounts.services.correction_rights import is_its_office
from accounts.services.corrections import CORRECTION_ROAD
from admin_portal.desk import Attempt, DeskMove, Picture, blocked
from core.uploads import upload_spec


@dataclass(frozen=True)
class CorrectionDesk:
    """Everything the page shows."""

    correction: IdentityCorrection
    facts: list
    pictures: list[Picture]
    moves: list[DeskMove]
    history: list[AccountMove]
    may_reveal: bool


def correction_desk(correction, actor, *, attempt=None, revealed=None, shown="") -> CorrectionDesk:
    """Put the page together; `revealed` holds the full numbers, `shown` the picture asked for."""
    return CorrectionDesk(
        correction=correction,
        facts=facts_of(correction, revealed),
        pictures=_pictures(correction, shown),
        moves=[_move(t, correction, actor, attempt) for t in CORRECTION_ROAD.open_to(actor, correction)],
        history=list(correction.moves.order_by("-pk")),
        may_reveal=is_its_office(actor, correction),
    )


def _pictures(correction, shown) -> list[Picture]:
    files = list(files_of(correction))
    known = [str(file.public_id) for file in files]
    current = shown if shown in known else next(iter(known), "")
    return [
        Picture(
            url=reverse("core:file_open", args=[file.public_id]),
            name=f"{upload_spec(file.spec_code).label} {file.position + 1}",
            is_current=str(file.public_id) == current,
            select_url=f"?file={file.public_id}#viewer",
        )
        for file in files
    ]


def _move(transition, correction, actor, attempt: Attempt | None) -> DeskMove:
    tried = attempt is not None and attempt.move == transition.name
    form = attempt.form if tried else transition.bound_form(correction, actor)
    form.auto_id = f"id_{transition.name}_%s"
    return DeskMove(
        name=transition.name,
        label=transition.label,
        weight=transition.weight,
        form=form,
        url=reverse("admin_portal:correction_transition", args=[correction.public_id, transition.name]),
        blocked=blocked(correction, actor, transition),
        is_open=tried or (attempt is None and transition.weight == "primary"),
    )
