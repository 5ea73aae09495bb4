"""个人资料 as other rooms use it: reading what is kept, handing it out, and taking it away."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from accounts.models import ProfileAnswer, ProfileRow, User
from accounts.profile import archive
from accounts.services import profile_files
from core import audit
from core.uploads import upload_spec

PRESENT_TITLES = "present_titles"


@dataclass(frozen=True)
class StoredRow:
    """One row in plain text; entries of lists by their codes, as they are stored."""

    public_id: uuid.UUID
    answers: dict


def answers_of(user: User, section_key: str) -> dict:
    """The plain answers of a section that is asked once; empty when nothing was saved."""
    answer = ProfileAnswer.objects.filter(user=user, section_key=section_key).first()
    return answer.opened("data", archive.section(section_key).form.pii) if answer else {}


def rows_of(user: User, section_key: str) -> list[StoredRow]:
    """The rows of a section that has many, in the person's order."""
    section = archive.section(section_key)
    rows = ProfileRow.objects.filter(user=user, section_key=section_key)
    return [StoredRow(row.public_id, row.opened("data", section.form.pii)) for row in rows]


def present_titles(user: User) -> list[StoredRow]:
    """现有职称/职业资格, the one in force first, as the person put them."""
    return rows_of(user, PRESENT_TITLES)


@transaction.atomic
def erase(user: User, *, actor=None) -> None:
    """Take away everything: rows, answers and files; the bytes go once the transaction has committed."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    profile_files.delete_all(user, actor=actor)
    ProfileRow.objects.filter(user=user).delete()
    ProfileAnswer.objects.filter(user=user).delete()
    audit.record("accounts.profile_erased", subject=user, actor=actor)


def export(user) -> dict:
    """{"sections": [...], "files": [...]} of plain JSON values.

    A section has `title` and `entries`, each a list of [label, text]; a file has the `public_id` by which
    its bytes are found, the `kind` of picture, its `section`, and for a row the `place` of the row from 1.
    """
    answers: dict[str, list] = {one.section_key: [one] for one in ProfileAnswer.objects.filter(user=user)}
    rows = list(ProfileRow.objects.filter(user=user))
    for row in rows:
        answers.setdefault(row.section_key, []).append(row)
    places = {row.public_id: row.position + 1 for row in rows}
    return {
        "sections": [
            {"title": section.title, "entries": _entries(section, answers[section.key], user)}
            for section in archive.SECTIONS
            if section.key in answers
        ],
        "files": [_file(file, places) for file in profile_files.files_of(user)],
    }


def _entries(section, stored, user) -> list:
    reader = section.form(subject=user).settled()
    return [
        [
            [label, text]
            for name, label, text in reader.readable(one.opened("data", section.form.pii))
            if name not in section.form.silent
        ]
        for one in stored
    ]


def _file(file, places) -> dict:
    return {
        "public_id": str(file.public_id),
        "kind": upload_spec(file.spec_code).label,
        "section": profile_files.section_of(file).title,
        "place": places.get(file.row_id),
        "uploaded_at": file.created_at.isoformat(),
    }
