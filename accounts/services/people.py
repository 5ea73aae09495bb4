"""员工管理: the people of one employer, and leaving it."""

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from accounts.enums import IdentifierKind, UnitRight
from accounts.models import Employment, LoginIdentifier, User
from accounts.services import identifiers, transfers, unit_rights
from accounts.services.alerts import tell_everywhere
from accounts.services.employment import place
from core import audit
from core.errors import Refused

LETTERS = 10


def people_of(employer_id):
    """Everybody who belongs to the employer now; `joined_at` is empty where the history does not say."""
    open_one = Employment.objects.filter(user=OuterRef("pk"), employer=employer_id, left_at=None)
    people = User.objects.filter(employer=employer_id, deregistered_at=None)
    return people.annotate(joined_at=Subquery(open_one.values("joined_at")[:1]))


def named_like(people, words: str):
    """Narrow `people` by part of the name or by its pinyin, also by its first letters alone."""
    keyword = "".join(words.split())
    found = Q(name__icontains=keyword)
    if keyword.isascii() and keyword.isalpha():
        letters = "[a-z]*".join(keyword.lower()[:LETTERS])
        found |= Q(name_pinyin__startswith=keyword.lower()) | Q(name_pinyin__regex=f"^{letters}")
    return people.filter(found)


def person_known_by(words: str, employer_id):
    """The public id of the person of this employer behind a document number, mobile or e-mail; or None."""
    known = LoginIdentifier.objects.filter(
        digest__in=identifiers.candidates(words), user__employer=employer_id
    )
    return known.values_list("user__public_id", flat=True).first()


def history_of(employer_id):
    """Joins and leaves of one employer, newest first."""
    return Employment.objects.filter(employer=employer_id).select_related("user").order_by("-pk")


def document_digest_of(user) -> str:
    """The digest of the person's document number; empty for accounts without one."""
    own = LoginIdentifier.objects.filter(user=user, kind=IdentifierKind.ID_NUMBER)
    return own.values_list("digest", flat=True).first() or ""


def document_digests_of(user) -> set[str]:
    """The digests of the person's document number, and of those it was before corrections."""
    former = [(row.old_document_kind, row.old_id_number) for row in user.corrections.all()]
    digests = {identifiers.of_document(kind, number) for kind, number in former if number}
    return (digests | {document_digest_of(user)}) - {""}


@transaction.atomic
def leave(person, *, reason, actor):
    """离职: the person belongs to no employer from now on; what was submitted stays where it lies.

    Raises:
        Refused: the right is lacking, or the person is not of this employer any more.
    """
    unit_rights.require(actor, UnitRight.PEOPLE)
    transfers.waiting_of(person)
    locked = User.objects.select_for_update().get(pk=person.pk)
    if locked.employer_id != actor.employer_id:
        raise Refused("这个人已经不在本单位了，请回到列表查看。")
    place(locked, None, note=reason)
    transfers.overtake(locked, "原单位已为您办理离职，这份申请随之结束。您可以直接选择新的单位。")
    audit.record("accounts.person_left", subject=locked, actor=actor, employer=str(actor.employer.public_id))
    tell_everywhere(
        locked,
        "employer_left",
        context={"employer": actor.employer.name, "opinion": reason},
        url_name="accounts:employer_choose",
    )
    return locked
