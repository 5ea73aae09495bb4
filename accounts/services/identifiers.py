"""Turns what a person types as an account into the digests their account may be found by."""

from django.core.exceptions import ValidationError

from accounts.enums import IdentifierKind
from accounts.models import LoginIdentifier
from core.pii import blind_index
from core.validators import DocumentKind, check_mobile, document_identity_key, normalise


def of_document(kind, number, nationality="CHN"):
    """Digest of an identity document; renewed permits of one person give the same digest."""
    return blind_index(IdentifierKind.ID_NUMBER, document_identity_key(kind, number, nationality=nationality))


def of_mobile(number):
    return blind_index(IdentifierKind.MOBILE, check_mobile(number))


def of_email(address):
    return blind_index(IdentifierKind.EMAIL, address.strip().lower())


def of_address(address):
    """Digest of where a code was sent: an e-mail address if there is an @ in it, else a mobile."""
    return of_email(address) if "@" in address else of_mobile(address)


def of_staff_name(name):
    return blind_index(IdentifierKind.STAFF_NAME, normalise(name).lower())


def candidates(account):
    """Every digest the typed account may stand for. Staff names never look like a document number."""
    digests = [of_staff_name(account), of_email(account)]
    try:
        digests.append(of_mobile(account))
    except ValidationError:
        digests += _document_digests(account)
    return list(dict.fromkeys(digests))


def looks_like_a_document(text):
    """Whether the text has the form of some identity document's number."""
    return bool(_document_digests(text))


def _document_digests(text):
    digests = []
    for kind in DocumentKind:
        try:
            digests.append(of_document(kind, text))
        except ValidationError:
            continue
    return digests


def find_user(digests):
    """The person behind one of the digests, in one statement; None when nobody is."""
    found = LoginIdentifier.objects.filter(digest__in=digests).select_related("user").order_by("pk").first()
    return found.user if found else None
