"""Accounts of people who serve an employer or a title office."""

import re
import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.enums import IdentifierKind
from accounts.models import Employer, Membership, User
from accounts.services import identifiers, passwords
from accounts.services.registration import add_identifiers
from catalogue import pinyin
from core import audit
from core.errors import Refused

STAFF_NAME = re.compile(r"(?=.{3,30}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def create_account(*, name, staff_name, password, mobile="", email="", actor):
    """Create a staff account that signs in by `staff_name` (and by mobile and e-mail where given).

    Raises:
        Refused: the name has the wrong form, the password is weak, or an identifier is taken.
    """
    if not STAFF_NAME.fullmatch(staff_name) or identifiers.looks_like_a_document(staff_name):
        raise Refused("账户名应为小写字母、数字和连字符，例如 qz-clerk，请再调整一下")
    try:
        passwords.check(password, staff=True, name=name, mobile=mobile, email=email)
    except ValidationError as weak:
        raise Refused(weak.message) from None
    return _created(name, staff_name, password, mobile=mobile, email=email, actor=actor)


def create_default_account(office, *, actor):
    """Create the account an office begins with, named as the office; nobody knows its password.

    Raises:
        Refused: an account of that name exists.
    """
    unknown = secrets.token_urlsafe(32)
    return _created(office.short_name, office.name, unknown, actor=actor)


def _created(name, staff_name, password, *, mobile="", email="", actor):
    digests = {IdentifierKind.STAFF_NAME: identifiers.of_staff_name(staff_name)}
    if mobile:
        digests[IdentifierKind.MOBILE] = identifiers.of_mobile(mobile)
    if email:
        digests[IdentifierKind.EMAIL] = identifiers.of_email(email)
    user = User(name=name, name_pinyin=pinyin.full(name), document_kind="", mobile=mobile, email=email)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            add_identifiers(user, digests)
            audit.record("accounts.staff_account_created", subject=user, actor=actor)
    except IntegrityError:
        raise Refused("账户名、手机号或邮箱已经有人使用，请换一个") from None
    return user


@transaction.atomic
def appoint(user, house, role, *, actor, from_on=None, extra_acts=()):
    """Make `user` serve `house` (an Employer or a TitleOffice) in `role` from a day on (default today)."""
    place = {"employer": house} if isinstance(house, Employer) else {"office": house}
    starts = {"from_on": from_on} if from_on else {}
    membership = Membership.objects.create(
        user=user, role=role, extra_acts=list(extra_acts), **place, **starts
    )
    audit.record(
        "accounts.membership_granted",
        subject=user,
        actor=actor,
        role=membership.get_role_display(),
        house=str(house.public_id),
    )
    return membership
