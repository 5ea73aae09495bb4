"""What follows from a move, in the same transaction; messages leave after the commit."""

from applications import registry
from applications.services.files import files_of
from applications.services.submission import take_snapshot
from applications.services.verdicts import grow_old
from certificates.services.issue import create_pending, issue


def keep_submission(application, _actor, _data) -> None:
    """Keep what was handed in; what the desks said of the parts that changed is old."""
    take_snapshot(application)
    grow_old(application)


def issue_certificate(application, actor, _data) -> None:
    """Approval makes the certificate and has it issued (decision B41); then the case is 已发证."""
    kind = registry.kind(application.kind)
    granted = _granted(application) | (kind.granted(application) if kind.granted else {})
    pending = create_pending(
        source_reference=f"application:{application.public_id}",
        holder=application.applicant,
        actor=actor,
        acquisition_method=kind.acquisition_method,
        **granted,
    )
    application.certificate = issue(pending, actor=actor)
    application.save(update_fields=["certificate"])
    done = kind.workflow.perform(application, "record_issue", actor=None)
    application.state, application.version = done.state, done.version


def _granted(application) -> dict:
    """What the certificate says unless the kind says otherwise."""
    return {
        "series": application.series,
        "level": application.level,
        "title_name": application.title_name,
        "specialty": application.specialty,
        "granting_body": application.office.name,
        "office": application.office,
        "granted_on": application.granted_on,
        "portrait": files_of(application).filter(spec_code="portrait").first(),
    }
