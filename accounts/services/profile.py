"""个人资料 as other rooms use it: reading what is kept, handing it out, and taking it away."""

from uuid import UUID

from django.db import transaction

from accounts.models import ProfileAnswer, ProfileRow, User
from accounts.profile import archive
from accounts.services import profile_files
from core import audit
from core.uploads import upload_spec


def answers_of(user: User, section_key: str) -> dict:
    """The plain answers of one section, of many rows those of the person's first; empty when there are none.

    Entries of lists are told by their codes, as they are stored.
    """
    section = archive.section(section_key)
    kept = ProfileRow if section.many else ProfileAnswer
    stored = kept.objects.filter(user=user, section_key=section_key).first()
    return stored.opened("data", section.form.pii) if stored else {}


def rows_of(user: User, section_key: str) -> list[tuple[UUID, dict]]:
    """The rows of one section that has many in their order, each as (public id, plain answers)."""
    fields = archive.section(section_key).form.pii
    rows = ProfileRow.objects.filter(user=user, section_key=section_key).order_by("position")
    return [(row.public_id, row.opened("data", fields)) for row in rows]


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
