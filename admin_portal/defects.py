"""一次性告知 at the desk: what is noted for the next return, and what was told before."""

from dataclasses import dataclass, field

from django.urls import reverse

from admin_portal.forms.defects import DefectForm
from admin_portal.review import Offer
from admin_portal.review_parts import note_url, open_to_notes, telling
from applications.models import ReturnItem, ReturnNotice
from applications.services.checkup import audience_of
from applications.services.return_places import ANYWHERE, Spot
from applications.services.returns import history_of, in_order

# What an address may fill in of 记一处.
ASKED = ("code", "spot_x", "spot_y")


@dataclass(frozen=True)
class Line:
    """One defect, its picture if that is still there, and the addresses of its buttons where it is noted."""

    item: ReturnItem
    thumb: str
    show_url: str = ""
    edit_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Told:
    """One return that was sent, with its defects in the order of the sections."""

    notice: ReturnNotice
    lines: list[Line]

    @property
    def unsettled(self) -> int:
        """How many were neither mended nor answered with a reason."""
        return sum(line.item.is_settled is False for line in self.lines)


@dataclass(frozen=True)
class Defects:
    """The pane 一次性告知; `form` is open only while something is noted, and never for who only looks on."""

    told: list[Told]
    is_open: bool = False
    notes: list[Line] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    form: DefectForm | None = None
    form_url: str = ""
    add_url: str = ""
    carry_url: str = ""
    at_large_url: str = ""

    @property
    def to_carry(self) -> int:
        """How many defects of the last return can be noted again."""
        again = {line.item.continues_id for line in self.notes}
        last = self.told[0].lines if self.told else ()
        return sum(line.item.is_settled is False and line.item.pk not in again for line in last)


def defects_of(desk, queue, form: DefectForm | None = None) -> Defects:
    """The pane for one desk; `form` is what was posted and not kept, else the address may open one."""
    application, review, thumbs = desk.application, desk.review, _thumbs(desk.review)
    told = [_told(one, application, thumbs) for one in history_of(application)]
    if not review.desk:
        return Defects(told)
    form = form or _asked_for(desk, queue)
    add_url = queue.page_url("defect_note", application)
    item = form.item if form else None
    return Defects(
        told,
        is_open=True,
        notes=[_note(one, application, queue, thumbs) for one in review.notes],
        offers=review.offers,
        form=form,
        form_url=queue.page_url("defect_change", application, item.public_id) if item else add_url,
        add_url=add_url,
        carry_url=queue.page_url("defect_carry", application),
        at_large_url=note_url(queue, application, ANYWHERE),
    )


def defect_form(application, actor, reads, found, data=None, *, place: str, **more) -> DefectForm:
    """The form of one defect for one reader of an application, for the section that `place` begins with."""
    key = place.split("|")[0]
    here = [read for read in open_to_notes(application, reads) if read.section.key == key]
    return DefectForm(
        data,
        kind=application.kind,
        section=next(iter(here), None),
        findings=telling(application, found),
        audience=audience_of(actor),
        **more,
    )


def _asked_for(desk, queue) -> DefectForm | None:
    """The form as the address opens it: for what is noted, to be changed, or for a place."""
    params = queue.params
    item = next((one for one in desk.review.notes if str(one.public_id) == params.get("note")), None)
    if item is None and not params.get("at"):
        return None
    initial = {"place": params.get("at", ""), **{name: params[name] for name in ASKED if name in params}}
    if item:
        initial = _said_by(item)
    reads = [part.read for part in desk.review.parts]
    more = {"place": initial["place"], "initial": initial, "item": item}
    return defect_form(desk.application, queue.actor, reads, desk.checkup, **more)


def _said_by(item) -> dict:
    """The answers that would note this very defect."""
    where = {"place": Spot.of(item).value, "spot_x": item.spot_x, "spot_y": item.spot_y}
    return where | {"code": item.code, "sentence": item.sentence}


def _told(notice, application, thumbs) -> Told:
    items = in_order(application.kind, notice.items.all())
    return Told(notice, [Line(item, thumbs.get(str(item.file_id), "")) for item in items])


def _note(item, application, queue, thumbs) -> Line:
    here = queue.part_here(application, item.section_key)
    thumb = thumbs.get(str(item.file_id), "")
    return Line(
        item,
        thumb,
        show_url=f"{here}&file={item.file_id}#viewer" if thumb else "",
        edit_url=f"{here}&note={item.public_id}",
        remove_url=queue.page_url("defect_remove", application, item.public_id),
    )


def _thumbs(review) -> dict[str, str]:
    """Small pictures of what the person may open, by the id of the file."""
    files = (file for part in review.parts for file, _ in part.pictures)
    return {
        str(file.public_id): f"{reverse('core:file_open', args=[file.public_id])}?thumb=1" for file in files
    }
