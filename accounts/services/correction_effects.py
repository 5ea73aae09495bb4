"""What an approved correction changes: the account and what signs it in, in one transaction."""

from collections.abc import Callable

from django.db import IntegrityError, transaction

from accounts.enums import IdentifierKind
from accounts.models import LoginIdentifier, User
from accounts.services import alerts, identifiers, live_sessions
from accounts.services.registration import facts_of
from catalogue import pinyin
from core import audit
from core.errors import Refused

TAKEN = "这个证件号已经登记在另一个账户下，不能更正。请先核对，或请申请人补充说明两个账户的关系。"
Follow = Callable[[User], None]
_followers: list[Follow] = []


def on_corrected(follow: Follow) -> Follow:
    """Register `follow(user)`, called in the same transaction, for copies of the name kept elsewhere."""
    if follow not in _followers:
        _followers.append(follow)
    return follow


def apply(correction, actor, _data) -> None:
    """Effect of 同意: new name and document, new way to sign in, everybody out, the holder told.

    Certificates and what was submitted keep the text they were issued with.
    Raises Refused when the document signs in somebody else.
    """
    person = User.objects.select_for_update().get(pk=correction.person_id)
    changed = _changed(person, correction)
    _move_identifier(person, correction)
    person.name, person.name_pinyin = correction.new_name, pinyin.full(correction.new_name)
    person.document_kind, person.nationality = correction.new_document_kind, correction.new_nationality
    person.id_number = correction.new_id_number
    for fact, value in facts_of(person.id_number).items():
        setattr(person, fact, value)
    person.save()
    for follow in _followers:
        follow(person)
    audit.record(
        "accounts.identity_corrected",
        subject=person,
        actor=actor,
        correction=str(correction.public_id),
        fields=changed,
    )
    live_sessions.end_all(person, actor=actor)
    alerts.tell_everywhere(person, "correction_approved", context={"office": correction.office.short_name})


def _changed(person, correction) -> list[str]:
    pairs = {
        "name": (person.name, correction.new_name),
        "document_kind": (person.document_kind, correction.new_document_kind),
        "id_number": (person.id_number, correction.new_id_number),
    }
    return [field for field, (before, after) in pairs.items() if before != after]


def _move_identifier(person, correction) -> None:
    digest = identifiers.of_document(
        correction.new_document_kind, correction.new_id_number, correction.new_nationality
    )
    try:
        with transaction.atomic():
            LoginIdentifier.objects.update_or_create(
                user=person, kind=IdentifierKind.ID_NUMBER, defaults={"digest": digest}
            )
    except IntegrityError:
        raise Refused(TAKEN) from None
