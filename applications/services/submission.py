"""The snapshot taken at 报送: answers, identity and files as they were handed in."""

from applications import registry
from applications.labels import PLEDGE_VERSION
from applications.models import SubmissionRevision
from applications.services.answers import answers_of, saved
from applications.services.files import files_of
from applications.services.rows import rows_of

IDENTITY_SEALED = ("id_number", "mobile")
FILE_FACTS = ("public_id", "spec_code", "row_id", "position", "sha256")


def identity_of(person) -> dict:
    """What the account knows of a person, as forms and snapshots show it."""
    return {
        "name": person.name,
        "document_kind": person.get_document_kind_display(),
        "id_number": person.id_number,
        "sex": person.get_sex_display(),
        "birth_on": person.birth_on.isoformat() if person.birth_on else "",
        "mobile": person.mobile,
    }


def take_snapshot(application) -> SubmissionRevision:
    """Write the next revision of an application from what is saved now."""
    revision = as_saved_now(application)
    revision.save()
    return revision


def as_saved_now(application) -> SubmissionRevision:
    """The revision that 报送 would write now, not written."""
    revision = SubmissionRevision(
        application=application,
        sequence=application.revisions.count() + 1,
        form_version=application.form_version,
        commitment_version=PLEDGE_VERSION,
        files=[_file_facts(*file) for file in files_of(application).values_list(*FILE_FACTS)],
    )
    answers, rows = answers_of(application), rows_of(application)
    for section in registry.kind(application.kind).sections:
        fields = section.form.pii
        if section.many:
            opened = [(str(row.public_id), row.opened("data", fields)) for row in rows[section.key]]
            revision.seal_rows(section.key, opened, fields)
        else:
            revision.seal_section(section.key, saved(section, answers.get(section.key)), fields)
    revision.seal_identity(identity_of(application.applicant), IDENTITY_SEALED)
    return revision


def _file_facts(public_id, spec_code, row_id, position, sha256) -> dict:
    return {
        "id": str(public_id),
        "spec": spec_code,
        "row": str(row_id or ""),
        "position": position,
        "sha256": sha256,
    }
