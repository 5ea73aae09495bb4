"""Rows of accounts that name a person without hanging on them: found by digest or by subject, and deleted."""

from accounts.enums import IdentifierKind
from accounts.models import (
    AccountMove,
    EmployerTransfer,
    IdentityCorrection,
    Invitation,
    InvitationLine,
    LoginIdentifier,
    OneTimeCode,
)
from accounts.services import correction_files
from core import uploads
from core.audit import reference
from messaging import erasure


def erase(user, *, actor) -> None:
    """Delete codes, invitations, and the papers and history of requests; part of the caller's transaction."""
    digests = dict(LoginIdentifier.objects.filter(user=user).values_list("kind", "digest"))
    OneTimeCode.objects.filter(address_digest__in=digests.values()).delete()
    document = digests.get(IdentifierKind.ID_NUMBER)
    if document:
        Invitation.objects.filter(id_digest=document).delete()
        InvitationLine.objects.filter(id_digest=document).delete()
    for correction in IdentityCorrection.objects.filter(person=user):
        for file in correction_files.files_of(correction):
            uploads.delete(file, actor)
        _forget(correction)
    for transfer in EmployerTransfer.objects.filter(person=user):
        _forget(transfer)


def _forget(request) -> None:
    """Delete the moves of a request, which quote names and opinions, and what staff were told of it."""
    kind, public_id = reference(request)
    AccountMove.objects.filter(subject_kind=kind, subject_id=str(public_id)).delete()
    erasure.erase_about(public_id)
