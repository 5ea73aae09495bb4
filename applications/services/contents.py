"""Everything that is saved in an application, read once in four statements."""

from dataclasses import dataclass
from uuid import UUID

from applications.models import SectionAnswer, SectionRow
from applications.services.answers import answers_of
from applications.services.files import by_place, files_of
from applications.services.row_drafts import new_drafts
from applications.services.rows import rows_of
from core.models import StoredFile


@dataclass(frozen=True)
class Contents:
    """Answers and rows by section key, pictures in order and by place, drafts of new rows by section."""

    answers: dict[str, SectionAnswer]
    rows: dict[str, list[SectionRow]]
    pictures: list[StoredFile]
    files: dict[tuple[str, UUID | None], list[StoredFile]]
    new_drafts: dict


def contents_of(application) -> Contents:
    """What is saved now."""
    pictures = list(files_of(application))
    return Contents(
        answers_of(application), rows_of(application), pictures, by_place(pictures), new_drafts(application)
    )
