"""What follows from a move, in the same transaction; messages leave after the commit."""

from applications import registry
from applications.services.files import files_of
from applications.services.submission import take_snapshot
from certificates.enums import AcquisitionMethod
from certificates.services.issue import create_pending, issue


def keep_submission(application, _actor, _data) -> None:
    """Keep what was handed in."""
    take_snapshot(application)


def issue_certificate(application, actor, _data) -> None:
    """Approval makes the certificate and has it issued (decision B41); then the case is 已发证."""
    pending = create_pending(
        source_reference=f"application:{application.public_id}",
        holder=application.applicant,
        actor=actor,
        series=application.series,
        level=application.level,
        title_name=application.title_name,
        specialty=application.specialty,
        acquisition_method=AcquisitionMethod.INITIAL_RECOGNITION,
        granting_body=application.office.name,
        office=application.office,
        granted_on=application.granted_on,
        portrait=files_of(application).filter(spec_code="portrait").first(),
    )
    application.certificate = issue(pending, actor=actor)
    application.save(update_fields=["certificate"])
    done = registry.kind(application.kind).workflow.perform(application, "record_issue", actor=None)
    application.state, application.version = done.state, done.version
