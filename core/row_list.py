"""The list of the rows of a section, as templates/components/_row_list.html shows it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from core.sections import Section, SectionForm

PRESENT = "今"


@dataclass(frozen=True)
class ListedRow:
    """One row in words, with the addresses of its buttons; `pictures` counts its scans."""

    public_id: UUID
    when: str
    title: str
    sub: str
    edit_url: str
    delete_url: str
    move_url: str
    pictures: int = 0
    is_open: bool = False
    is_moved: bool = False
    is_unsaved: bool = False


def listed_rows(
    section: Section,
    rows: Iterable,
    *,
    subject,
    url: Callable[[str, UUID], str],
    pictures: dict[UUID, int],
    open_id: UUID | None = None,
    moved_id: UUID | None = None,
    unsaved: Collection[UUID] = (),
) -> list[ListedRow]:
    """Every row in words; the lists of values are read once, however many rows there are.

    `url(verb, row id)` gives the addresses for edit, delete and move; `unsaved` are the rows in which
    something was typed and not saved.
    """
    reader = section.form(subject=subject).settled()
    return [
        ListedRow(
            row.public_id,
            *row_words(reader, row.opened("data", section.form.pii)),
            edit_url=url("edit", row.public_id),
            delete_url=url("delete", row.public_id),
            move_url=url("move", row.public_id),
            pictures=pictures.get(row.public_id, 0),
            is_open=row.public_id == open_id,
            is_moved=row.public_id == moved_id,
            is_unsaved=row.public_id in unsaved,
        )
        for row in rows
    ]


def row_words(reader: SectionForm, answers: dict) -> tuple[str, str, str]:
    """When it was, what it is, and the facts below, from the fields the form names for them."""
    words = {name: text for name, _, text in reader.readable(answers)}
    heading = "　".join(filter(None, (words[name] for name in reader.row_title)))
    facts = [f"{reader.row_facts[name]}{words[name]}" for name in reader.row_facts if words[name]]
    return _when(reader, words), heading, " · ".join(facts)


def said(rows: list[ListedRow]) -> str:
    """The new place of the row that was just moved, for the live region; empty when none was."""
    for place, row in enumerate(rows, start=1):
        if row.is_moved:
            return f"{row.title} 已移到第 {place} 行，共 {len(rows)} 行"
    return ""


def _when(reader: SectionForm, words: dict) -> str:
    if len(reader.row_when) < 2:
        return "".join(words[name] for name in reader.row_when)
    start, end = (words[name] for name in reader.row_when)
    return f"{start} 至{' ' + end if end else PRESENT}"
