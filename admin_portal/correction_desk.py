"""The office's page of one correction: what changes, the papers, and what may be decided."""

from dataclasses import dataclass

from django.urls import reverse

from accounts.enums import CorrectionState
from accounts.models import AccountMove, IdentityCorrection
from accounts.services.correction_files import SPECS, files_of
from accounts.services.correction_page import facts_of
from accounts.services.correction_rights import is_its_office
from accounts.services.corrections import CORRECTION_ROAD, PROMISED_DAYS
from admin_portal.desk import DeskMove, road_moves
from admin_portal.pictures import Picture
from admin_portal.sla import Sla, sla_since
from core.uploads import upload_spec

MOVE_PAGE = "admin_portal:correction_transition"


@dataclass(frozen=True)
class CorrectionDesk:
    """Everything the page shows."""

    correction: IdentityCorrection
    sla: Sla | None
    facts: list
    pictures: list[Picture]
    moves: list[DeskMove]
    history: list[AccountMove]
    may_reveal: bool


def correction_desk(correction, actor, *, attempt=None, revealed=None, shown="") -> CorrectionDesk:
    """Put the page together; `revealed` holds the full numbers, `shown` the picture asked for."""
    waits = correction.state == CorrectionState.OFFICE_REVIEW
    return CorrectionDesk(
        correction=correction,
        sla=sla_since(correction.submitted_at, PROMISED_DAYS) if waits else None,
        facts=facts_of(correction, revealed),
        pictures=_pictures(correction, shown),
        moves=road_moves(CORRECTION_ROAD, correction, actor, attempt=attempt, url_name=MOVE_PAGE),
        history=list(correction.moves.order_by("-pk")),
        may_reveal=is_its_office(actor, correction),
    )


def _pictures(correction, shown) -> list[Picture]:
    page = reverse("admin_portal:correction_detail", args=[correction.public_id])
    order = [spec.code for spec in SPECS]
    files = sorted(files_of(correction), key=lambda file: (order.index(file.spec_code), file.position))
    known = [str(file.public_id) for file in files]
    current = shown if shown in known else next(iter(known), "")
    return [
        Picture(
            url=reverse("core:file_open", args=[file.public_id]),
            name=f"{upload_spec(file.spec_code).label} {file.position + 1}",
            is_current=str(file.public_id) == current,
            select_url=f"{page}?file={file.public_id}#viewer",
        )
        for file in files
    ]
