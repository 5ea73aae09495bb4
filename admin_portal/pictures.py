"""The pictures of a case as the viewer shows them, with the spots that were marked on them."""

from dataclasses import dataclass, field

from django.urls import reverse

from admin_portal.review_parts import note_url
from applications.services.return_places import Spot


@dataclass(frozen=True)
class Picture:
    """One file as the viewer shows it.

    `section_key` is where it belongs, `mark_url` where a problem of it is noted, `spots` what was marked.
    """

    url: str
    name: str
    is_current: bool
    select_url: str
    section_key: str = ""
    mark_url: str = ""
    spots: list = field(default_factory=list)

    @property
    def thumb_url(self) -> str:
        return f"{self.url}?thumb=1"


def pictures_of(review, queue, application) -> list[Picture]:
    """All pictures in the order of the sections.

    On the stage lies the one that the address names by its public id, else the first of the section one
    stands on, else the first of all.
    """
    named = [(part, file, name) for part in review.parts for file, name in part.pictures]
    here = [file for part, file, _ in named if part.is_current] or [file for _, file, _ in named]
    known, asked = {str(file.public_id) for _, file, _ in named}, queue.params.get("file", "")
    shown = asked if asked in known else next((str(file.public_id) for file in here), "")
    return [
        _picture(part, file, name, shown, _mark_url(review, queue, application, part, file))
        for part, file, name in named
    ]


def _picture(part, file, name, shown, mark_url) -> Picture:
    key = str(file.public_id)
    return Picture(
        url=reverse("core:file_open", args=[key]),
        name=name,
        is_current=key == shown,
        select_url=f"{part.here}&file={key}#viewer",
        section_key=part.key,
        mark_url=mark_url,
        spots=[one for one in part.notes if one.file_id == file.public_id and one.has_spot],
    )


def _mark_url(review, queue, application, part, file) -> str:
    """Where a spot of the picture is noted; empty for who only looks on and where nothing can be mended."""
    if not review.desk or not part.open_note_url:
        return ""
    key, row_id = str(file.public_id), str(file.row_id or "")
    spot = Spot(part.title, section_key=part.key, row_id=row_id, spec_code=file.spec_code, file_id=key)
    return note_url(queue, application, spot.value, file=key)
