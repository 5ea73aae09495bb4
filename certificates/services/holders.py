"""Whose certificates of the years before are: the person with the same document number and the same name."""

from collections.abc import Iterable

from django.db import transaction

from accounts.enums import IdentifierKind
from accounts.models import LoginIdentifier
from accounts.services.correction_effects import on_corrected
from accounts.services.people import document_digest_of
from accounts.services.registration import on_registered
from certificates.models import Certificate
from certificates.services.normalise import normalise_name
from core import audit
from messaging.services import notify

Holders = dict[str, tuple[int, str]]


def holders_of(digests: Iterable[str]) -> Holders:
    """Digest of a document number → (primary key, key of the name) of the account that has it."""
    known = LoginIdentifier.objects.filter(kind=IdentifierKind.ID_NUMBER, digest__in=digests)
    rows = known.values_list("digest", "user_id", "user__name")
    return {digest: (pk, normalise_name(name)) for digest, pk, name in rows}


def holder_in(holders: Holders, digest: str, name_key: str) -> int | None:
    """Primary key of the account both of whose number and name fit; None when one of them does not."""
    pk, known_as = holders.get(digest, (None, ""))
    return pk if known_as == name_key else None


@on_registered
@on_corrected
def link(user) -> None:
    """Give a person the certificates that were recorded before there was an account, and tell them.

    Part of the caller's transaction. 系统按姓名和身份证号匹配证书 (证书审验指引 2019).
    """
    digest = document_digest_of(user)
    if not digest:
        return
    ownerless = Certificate.objects.filter(
        holder=None, id_digest=digest, holder_name_key=normalise_name(user.name)
    )
    found = list(ownerless.select_for_update().order_by("pk"))
    Certificate.objects.filter(pk__in=[one.pk for one in found]).update(holder=user)
    audit.record_each("certificates.linked", found, actor=None)
    if found:
        count = str(len(found))
        notify(
            user, "certificates_linked", context={"count": count}, url_name="certificates:certificate_list"
        )


def link_all() -> int:
    """Give out what an import and a registration at the same instant left ownerless; returns how many."""
    ownerless = Certificate.objects.filter(holder=None).exclude(id_digest="")
    before = ownerless.count()
    waiting = ownerless.values("id_digest")
    known = LoginIdentifier.objects.filter(kind=IdentifierKind.ID_NUMBER, digest__in=waiting)
    for identifier in known.select_related("user"):
        with transaction.atomic():
            link(identifier.user)
    return before - ownerless.count()
