"""The snapshot taken at 报送: answers, identity and files as they were handed in."""

from applications import registry
from applications.labels import PLEDGE_VERSION
from applications.models import SubmissionRevision
from applications.services.answers import answers_of, saved
from applications.services.files import files_of

IDENTITY_SEALED = ("id_number", "mobile")


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
    revision = SubmissionRevision(
        application=application,
        sequence=application.revisions.count() + 1,
        form_version=application.form_version,
        commitment_version=PLEDGE_VERSION,
        files=[
            {"id": str(f.public_id), "spec": f.spec_code, "position": f.position, "sha256": f.sha256}
            for f in files_of(application)
        ],
    )
    answers = answers_of(application)
    for section in registry.kind(application.kind).sections:
        revision.seal_section(section.key, saved(section, answers.get(section.key)), section.form.pii)
    revision.seal_identity(identity_of(application.applicant), IDENTITY_SEALED)
    revision.save()
    return revision
