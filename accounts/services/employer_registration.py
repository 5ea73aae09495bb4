"""A unit opens its own account: the employer, its owner account and the licence, in one transaction."""

import uuid

from django.db import IntegrityError

from accounts.actors import actor_of
from accounts.enums import EmployerState, IdentifierKind, Role
from accounts.models import Employer, LoginIdentifier, Membership, User
from accounts.services import employer_files, identifiers
from accounts.services.employer_columns import EMPLOYER_FILES, USCI_TAKEN
from accounts.services.employer_messages import tell_office, tell_owners
from accounts.services.registration import AlreadyRegistered, add_identifiers
from catalogue import pinyin
from core import audit

TAKEN = {
    "account": "这个账户名已经有人使用，请换一个",
    "mobile": "这个手机号已经用来登录另一个账户，请换一个手机号",
    "contact_email": "这个邮箱已经用来登录另一个账户，请换一个邮箱，或先不填",
}
FIELDS = {
    IdentifierKind.STAFF_NAME: "account",
    IdentifierKind.MOBILE: "mobile",
    IdentifierKind.EMAIL: "contact_email",
}


def register(columns, owner, licence) -> Employer:
    """Create a pending employer and the account that owns it.

    Args:
        columns: values by the names of the employer's columns, checked and normalised.
        owner: account, password, mobile (proven) and contact_email of the owner account.
        licence: the upload of the scan.

    Raises:
        AlreadyRegistered: the identifier, account name, mobile or e-mail is another's; by field.
        ImageRefused: the scan cannot be read. Nothing is kept then.
    """
    digests = _digests(owner)
    if taken := _taken(columns["usci"], digests):
        raise AlreadyRegistered(taken)
    employer = _new_employer(columns, owner)
    user = employer.entered_by
    membership = Membership(user=user, employer=employer, role=Role.OWNER)
    actor = actor_of(user, membership)

    def write():
        user.save(force_insert=True)
        add_identifiers(user, digests)
        employer.save(force_insert=True)
        membership.save(force_insert=True)
        audit.record("accounts.employer_registered", subject=employer, actor=actor)
        tell_owners(employer, "employer_submitted")
        tell_office(employer, "employer_arrived")

    try:
        employer_files.keep(
            licence, owner_kind=EMPLOYER_FILES, owner_id=employer.public_id, actor=actor, guard=write
        )
    except IntegrityError:
        taken = _taken(columns["usci"], digests)
        if not taken:
            raise
        raise AlreadyRegistered(taken) from None
    return employer


def _new_employer(columns, owner) -> Employer:
    user = User(
        name=columns["contact_name"],
        name_pinyin=pinyin.full(columns["contact_name"]),
        document_kind="",
        mobile=owner["mobile"],
        email=owner["contact_email"],
    )
    user.set_password(owner["password"])
    return Employer(
        public_id=uuid.uuid4(),
        name_pinyin=pinyin.first_letters(columns["name"]),
        state=EmployerState.PENDING,
        entered_by=user,
        **columns | {"contact_mobile": owner["mobile"], "contact_email": owner["contact_email"]},
    )


def _digests(owner) -> dict:
    digests = {
        IdentifierKind.STAFF_NAME: identifiers.of_staff_name(owner["account"]),
        IdentifierKind.MOBILE: identifiers.of_mobile(owner["mobile"]),
    }
    if owner["contact_email"]:
        digests[IdentifierKind.EMAIL] = identifiers.of_email(owner["contact_email"])
    return digests


def _taken(usci, digests) -> dict[str, str]:
    """What is another's, by field of the form."""
    held = set(LoginIdentifier.objects.filter(digest__in=digests.values()).values_list("kind", flat=True))
    taken = {FIELDS[kind]: TAKEN[FIELDS[kind]] for kind in digests if kind in held}
    known = usci and Employer.objects.select_related("office", "merged_into").filter(usci=usci).first()
    return ({"usci": whom_to_ask(known)} if known else {}) | taken


def whom_to_ask(employer) -> str:
    """The sentence for a unit that is there already."""
    employer = employer.merged_into or employer
    office = employer.office
    phone = f"，电话 {office.phone}" if office.phone else ""
    return (
        f"{USCI_TAKEN}，名称是“{employer.name}”，不用再注册。请向单位的账户负责人要一个工作人员账户；"
        f"不知道是谁的，请咨询{office.name}{phone}"
    )
