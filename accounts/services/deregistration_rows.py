"""Rows of accounts that name a person without hanging on them: found by digest or by subject, and deleted."""

from accounts.models import (
    AccountMove,
    EmployerTransfer,
    Employment,
    IdentityCorrection,
    Invitation,
    InvitationLine,
    LoginIdentifier,
    Membership,
    OneTimeCode,
    SignInFailure,
)
from accounts.services import correction_files
from accounts.services.people import document_digests_of
from core import outbox, uploads
from core.audit import reference
from messaging import erasure

# What the staff of an employer is told about a person by name.
NAMING = ("invitation_accepted", "employer_person_gone")


def erase(user, *, actor) -> None:
    """Delete codes, failed attempts, invitations, and the papers and history of requests.

    Part of the caller's transaction, which has not taken the identifiers away yet.
    """
    _forget_codes(user)
    SignInFailure.objects.filter(account_key=str(user.public_id)).delete()
    for model in (Invitation, InvitationLine):
        model.objects.filter(id_digest__in=document_digests_of(user)).delete()
    _forget_at_employers(user)
    for correction in IdentityCorrection.objects.filter(person=user):
        for file in correction_files.files_of(correction):
            uploads.delete(file, actor)
        _forget(correction)
    for transfer in EmployerTransfer.objects.filter(person=user):
        _forget(transfer)


def _forget_codes(user) -> None:
    """The addresses of those that were never handed over lie in the outbox."""
    digests = LoginIdentifier.objects.filter(user=user).values("digest")
    codes = OneTimeCode.objects.filter(address_digest__in=digests)
    outbox.forget(codes)
    codes.delete()


def _forget_at_employers(user) -> None:
    """Messages by name to those who serve, or served, an employer the person belonged to."""
    houses = Employment.objects.filter(user=user).values("employer")
    staff = Membership.objects.filter(employer__in=houses).values("user")
    for name in {user.name, *user.corrections.values_list("old_name", flat=True)} - {""}:
        erasure.erase_naming(name, NAMING, recipients=staff)


def _forget(request) -> None:
    """Delete the moves of a request, which quote names and opinions, and what staff were told of it."""
    kind, public_id = reference(request)
    AccountMove.objects.filter(subject_kind=kind, subject_id=str(public_id)).delete()
    erasure.erase_about(public_id)
