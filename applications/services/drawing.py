"""选定: rows of 个人资料 and certificates of the register, taken over into a section of an application."""

from dataclasses import dataclass

from django.db import transaction

from accounts.services import profile, profile_lock
from accounts.services.profile_files import files_by_place
from applications.services.answers import says_the_same
from applications.services.files import OWNER
from applications.services.rows import book_of, record, rows_of
from certificates.models import Certificate
from core.copied_files import copy_files
from core.errors import Refused
from core.models import StoredFile
from core.row_list import row_words
from core.rows import identity_of

NOTHING_CHOSEN = "请先勾选要选定的内容，再点“选定”。"
NO_LONGER = "您勾选的内容里有一条已经不在个人资料或证书库里了。请重新勾选。"
NO_ROOM = "“{title}”最多 {most} 条，还能选 {room} 条，您勾选了 {count} 条。请少选几条。"
FROM_ARCHIVE, FROM_REGISTER, UNVERIFIED = "个人资料", "证书库（已审验，数据获取）", "证书库（未审验，自填）"


@dataclass(frozen=True)
class Offer:
    """One thing that may be taken over: the name it is chosen by, where it is from, answers and scans."""

    code: str
    origin: str
    answers: dict
    scans: tuple[StoredFile, ...] = ()
    is_taken: bool = False


@dataclass(frozen=True)
class OfferWords:
    """An offer as the page lists it."""

    code: str
    origin: str
    when: str
    title: str
    sub: str
    pictures: int


@dataclass(frozen=True)
class Taken:
    """How many rows are new, and a sentence on each that lacks something or was left out."""

    count: int
    remarks: tuple[str, ...] = ()


def offers_of(application, section) -> list[Offer]:
    """Everything that may be taken, marked where it is there already. The same statements for any number."""
    known = rows_of(application)[section.key]
    names = {row.public_id for row in known}
    said = [row.opened("data", section.form.pii) for row in known]
    found = [*_archived(application.applicant, section), *_registered(application.applicant, section)]
    return [
        Offer(
            code,
            origin,
            answers,
            tuple(scans),
            identity_of(application.public_id, section, code) in names
            or any(says_the_same(answers, row) for row in said),
        )
        for code, origin, answers, scans in found
    ]


def listed(application, section) -> list[OfferWords]:
    """What is not taken yet, in words."""
    reader = section.form(subject=application).settled()
    return [
        OfferWords(offer.code, offer.origin, *row_words(reader, offer.answers), pictures=len(offer.scans))
        for offer in offers_of(application, section)
        if not offer.is_taken
    ]


@transaction.atomic
def take(application, section, codes, *, actor) -> Taken:
    """选定: each chosen offer becomes a last row, with its scans; one that is there already stays as it is.

    A row that does not satisfy the form is taken as it stands, with a remark; 体检 asks for the rest.
    Raises Refused when nothing was chosen, something chosen is gone, or there is not room for all: then
    nothing is taken.
    """
    if not codes:
        raise Refused(NOTHING_CHOSEN)
    profile_lock.lock(actor)
    book = book_of(application, section, actor)
    chosen = _chosen(application, section, codes)
    _check_room(section, len(book.rows), len(chosen))
    remarks: list[str] = []
    scans, count = [], 0
    for offer in chosen:
        row = _take_one(book, application, offer, remarks)
        if row is not None:
            count += 1
            scans += [(file, row.public_id) for file in offer.scans]
    copy_files(scans, owner_kind=OWNER, owner_id=application.public_id, actor=actor)
    if count:
        record("taken", application, section, actor)
    return Taken(count, tuple(remarks))


def _check_room(section, there: int, wanted: int) -> None:
    room = section.max_items - there
    if wanted > room:
        told = {"title": section.title, "most": section.max_items, "room": max(room, 0), "count": wanted}
        raise Refused(NO_ROOM.format(**told))


def _take_one(book, application, offer, remarks):
    """The new row, or None where its year is there already; what it lacks is added to `remarks`."""
    form = book.section.form(offer.answers, subject=application)
    answers = form.cleaned_data if form.is_valid() else offer.answers
    heading = row_words(form, offer.answers)[1]
    try:
        row = book.take(offer.code, answers)
    except Refused as twin:
        remarks.append(f"“{heading}”没有选定：{twin}")
        return None
    if form.errors:
        remarks.append(f"“{heading}”已选定，还要修改：{_sentences(form)}")
    return row


def _chosen(application, section, codes) -> list[Offer]:
    """The chosen offers that are not taken yet, in the order of the list."""
    known = {offer.code: offer for offer in offers_of(application, section)}
    if not set(codes) <= set(known):
        raise Refused(NO_LONGER)
    return [offer for code, offer in known.items() if code in codes and not offer.is_taken]


def _archived(person, section):
    """(code, origin, answers, scans) of the rows of 个人资料; of the answers those the form asks for."""
    scans = _scans(person, section)
    for key in section.drawn_from:
        for row_id, answers in profile.rows_of(person, key):
            yield f"archive:{row_id}", FROM_ARCHIVE, _asked(section, answers), scans.get(row_id, [])


def _scans(person, section) -> dict:
    found: dict = {}
    for (code, row_id), files in files_by_place(person).items():
        if code in section.uploads:
            found.setdefault(row_id, []).extend(files)
    return found


def _registered(person, section):
    """The same of the person's certificates, where the section says how one becomes a row."""
    if section.answers_from is None:
        return
    usable = Certificate.objects.usable_by(person).select_related("series")
    for certificate in usable:
        origin = FROM_REGISTER if certificate.is_public else UNVERIFIED
        answers = _asked(section, section.answers_from(certificate))
        yield f"certificate:{certificate.public_id}", origin, answers, []


def _asked(section, answers: dict) -> dict:
    return {name: answers[name] for name in section.form.base_fields if name in answers}


def _sentences(form) -> str:
    return "".join(
        f"{form.fields[name].label}：{sentence}" if name in form.fields else sentence
        for name, sentences in form.errors.items()
        for sentence in sentences
    )
