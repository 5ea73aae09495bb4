"""Putting the sections of a case together for the desk, from what was read, judged, noted and compared."""

from urllib.parse import urlencode

from admin_portal.review import Offer, Part, Review
from applications import registry
from applications.policies import may_see_identity
from applications.services.check_rules import APPLICANT, check_rules
from applications.services.noting import notes_of
from applications.services.reading import read_submitted
from applications.services.return_places import Spot, spot_of, spots_of
from applications.services.returns import MOVE, in_order
from applications.services.verdicts import verdicts_of
from applications.verdict_rights import desks_before, judging_desk, own_desk


def review_of(application, queue, found, submissions, standing: str = "") -> Review:
    """The sections, standing on the one of this key or that the address names.

    `found` is what 体检 says, `submissions` what was handed in, newest first.
    """
    desk, reads = judging_desk(queue.actor, application), read_submitted(application)
    notes = in_order(application.kind, notes_of(application)) if desk else []
    offers = _offers(found, application, open_to_notes(application, reads), notes) if desk else []
    parts = _parts(application, queue, reads, submissions, notes, offers)
    there = {part.key for part in parts}
    review = Review(
        parts,
        desk,
        submissions[0].sequence if submissions else 0,
        notes,
        [offer for offer in offers if offer.spot.section_key not in there],
    )
    return review.standing_on(standing or queue.params.get("section", ""))


def open_to_notes(application, reads) -> list:
    """The sections of what was handed in that a return can open; the road keeps others closed."""
    kind = registry.kind(application.kind)
    closed = kind.closed_sections(kind.workflow.transitions[MOVE].targets[0])
    return [read for read in reads if read.section.key not in closed]


def telling(application, found) -> list:
    """What 体检 found and the applicant may be told of."""
    rules = check_rules()
    return [one for one in found.findings if rules[one.rule_id].concerns(application.kind, APPLICANT)]


def _offers(found, application, reads, notes) -> list[Offer]:
    spots, noted = spots_of(reads), {(one.code, Spot.of(one).value) for one in notes}
    offers = []
    for one in telling(application, found):
        spot = spot_of(one)
        if spot.value in spots:
            is_noted = (one.rule_id, spot.value) in noted
            offers.append(Offer(one.rule_id, spot, one.sentence, one.detail, is_noted))
    return offers


def _parts(application, queue, reads, submissions, notes, offers) -> list[Part]:
    """Every section with what the person's own desk said of it; those before are read beside it."""
    own, may_reveal = own_desk(queue.actor, application), may_see_identity(queue.actor, application)
    said = {(one.desk, one.section_key): one for one in verdicts_of(application)}
    changed = {change.section.key: change for change in (submissions[0].changes or [])} if submissions else {}
    noting = {read.section.key for read in open_to_notes(application, reads)}
    return [
        Part(
            read=read,
            said=said.get((own, key)),
            elsewhere=[said[desk, key] for desk in desks_before(own) if (desk, key) in said],
            change=changed.get(key),
            pictures=named_pictures(read, may_reveal),
            notes=[one for one in notes if one.section_key == key],
            offers=[one for one in offers if one.spot.section_key == key],
            here=queue.part_here(application, key),
            judge_url=queue.page_url("section_judge", application, key),
            open_note_url=note_url(queue, application, key) if key in noting else "",
        )
        for read in reads
        for key in (read.section.key,)
    ]


def note_url(queue, application, at: str, **more) -> str:
    """The desk with the form of 记一处 open for a place, standing on its section."""
    return f"{queue.here(application)}&{urlencode({'section': at.split('|')[0], 'at': at, **more})}"


def named_pictures(read, may_reveal: bool) -> list[tuple]:
    """The pictures of a section and of its rows as (file, words); without those of identity papers."""
    found = _named(read.pictures, "", may_reveal)
    for number, row in enumerate(read.rows, 1):
        found += _named(row.pictures, f"第 {number} 条 ", may_reveal)
    return found


def _named(pictures, row, may_reveal) -> list[tuple]:
    return [
        (file, f"{row}{spec.label}第 {place} 张" if len(files) > 1 else f"{row}{spec.label}")
        for spec, files in pictures
        if may_reveal or not spec.is_identity
        for place, file in enumerate(files, start=1)
    ]
