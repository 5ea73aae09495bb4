"""What a return told, as the applicant reads it: where each defect is mended, and whether it was."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from applications.models import ReturnItem, ReturnNotice
from applications.services.mending import Comparison
from applications.services.return_deadlines import until_words
from applications.services.return_scope import narrow_items
from applications.services.returns import in_order


@dataclass(frozen=True)
class Told:
    """One defect with the addresses of where it is mended and explained; `thumb` is the picture meant.

    `is_mended` is None where nobody looked.
    """

    item: ReturnItem
    url: str
    explain_url: str
    row_url: str = ""
    delete_url: str = ""
    thumb: str = ""
    is_mended: bool | None = None


@dataclass(frozen=True)
class Complaint:
    """A return that waits for the applicant: who made it, what was said, until when, and every defect."""

    by_body: str
    at: datetime
    opinion: str
    until: str
    told: list[Told]
    narrow: frozenset[str] = frozenset()

    def here(self, section_key: str) -> list[Told]:
        """What is wrong in one section."""
        return [one for one in self.told if one.item.section_key == section_key]


def complaint_with(application, move, notice: ReturnNotice | None, contents=None) -> Complaint:
    """A return put in words.

    Args:
        move: the row of the history that returned it.
        notice: the open return with its items; None for one from before there were notices.
        contents: what is saved now, to say what is mended and to show the pictures meant.
    """
    items = in_order(application.kind, notice.items.all()) if notice else []
    look = _Look(application, contents) if contents else None
    return Complaint(
        move.by_body,
        move.at,
        move.opinion,
        until_words(application, notice),
        [_told(application, item, look) for item in items],
        frozenset(key for key in {item.section_key for item in items} if narrow_items(items, key)),
    )


class _Look:
    """What is saved now, looked at for many defects."""

    def __init__(self, application, contents):
        self.comparison = Comparison(application, contents)
        self.files = {file.public_id for file in contents.pictures}
        self.rows = {row.public_id for rows in contents.rows.values() for row in rows}


def _told(application, item, look) -> Told:
    one = [application.public_id]
    page = reverse("applications:application_check", args=one)
    if item.section_key:
        page = reverse("applications:section_edit", args=[*one, item.section_key]) + f"#{item.anchor}"
    explain_url = reverse("applications:defect_explain", args=[*one, item.public_id])
    if look is None:
        return Told(item, page, explain_url)
    return Told(
        item,
        page,
        explain_url,
        row_url=_row_url(application, item) if item.row_id in look.rows else "",
        delete_url=_delete_url(application, item) if item.row_id in look.rows and not item.spec_code else "",
        thumb=_thumb(item) if item.file_id in look.files else "",
        is_mended=look.comparison.is_mended(item),
    )


def _row_url(application, item) -> str:
    page = reverse("applications:row_edit", args=[application.public_id, item.section_key, item.row_id])
    return f"{page}#files-{item.spec_code}" if item.spec_code else f"{page}#section-form"


def _delete_url(application, item) -> str:
    return reverse("applications:row_delete", args=[application.public_id, item.section_key, item.row_id])


def _thumb(item) -> str:
    return f"{reverse('core:file_open', args=[item.file_id])}?thumb=1"
