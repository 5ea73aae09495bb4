"""Opening an account for oneself (用户注册)."""

import unicodedata
from collections.abc import Callable

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from accounts.actors import actor_of
from accounts.enums import IdentifierKind, Sex
from accounts.models import LoginIdentifier, User
from accounts.services import consents, identifiers
from catalogue import pinyin
from core import audit
from core.errors import Refused
from core.validators import check_resident_id
from messaging.services import notify

TAKEN = {
    "email": "这个邮箱已经注册过。如果是您本人，请直接登录或找回密码",
    "id_number": "这个证件号已经注册过。如果是您本人，请直接登录或找回密码",
    "mobile": "这个手机号已经注册过。如果是您本人，请直接登录或找回密码",
}


Follow = Callable[[User], None]
_followers: list[Follow] = []


def on_registered(follow: Follow) -> Follow:
    """Register `follow(user)`, called in the transaction that opens the account, for what waits for them."""
    if follow not in _followers:
        _followers.append(follow)
    return follow


class AlreadyRegistered(Refused):
    """Somebody holds one of the identifiers; `fields` maps form field to sentence."""

    def __init__(self, fields):
        super().__init__("；".join(fields.values()))
        self.fields = fields


def normalise_answer(answer):
    """Security answers are compared without regard to width, case and blanks."""
    return "".join(unicodedata.normalize("NFKC", answer).casefold().split())


def register(data):
    """Create the person of a checked registration form: mobile proven, consent texts ticked.

    Args:
        data: email, document_kind, nationality, id_number, name, mobile, password,
            security_question, security_answer; all normalised.

    Raises:
        AlreadyRegistered: also to the later of two who register at the same moment.
    """
    digests = {
        IdentifierKind.EMAIL: identifiers.of_email(data["email"]),
        IdentifierKind.ID_NUMBER: identifiers.of_document(
            data["document_kind"], data["id_number"], data["nationality"]
        ),
        IdentifierKind.MOBILE: identifiers.of_mobile(data["mobile"]),
    }
    user = new_user(data)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            add_identifiers(user, digests)
            audit.record("accounts.registered", subject=user, actor=actor_of(user))
            consents.agree(user, actor=actor_of(user))
            notify(user, "registered", context={"name": user.name}, url_name="accounts:employer_choose")
            for follow in _followers:
                follow(user)
    except IntegrityError:
        taken = LoginIdentifier.objects.filter(digest__in=digests.values()).values_list("kind", flat=True)
        if not taken:
            raise
        raise AlreadyRegistered({kind: TAKEN[kind] for kind in digests if kind in set(taken)}) from None
    return user


def new_user(data):
    """The unsaved person; birth and sex are read from 18-digit numbers."""
    user = User(
        name=data["name"],
        name_pinyin=pinyin.full(data["name"]),
        document_kind=data["document_kind"],
        nationality=data["nationality"],
        id_number=data["id_number"],
        mobile=data["mobile"],
        email=data["email"],
        security_question=data["security_question"],
        security_answer=make_password(normalise_answer(data["security_answer"])),
        **facts_of(data["id_number"]),
    )
    user.set_password(data["password"])
    return user


def facts_of(number):
    """Date of birth and sex as an 18-digit number tells them; other documents tell neither."""
    if len(number) != 18:
        return {}
    known = check_resident_id(number)
    return {"birth_on": known.birth, "sex": Sex.MALE if known.sex == "男" else Sex.FEMALE}


def add_identifiers(user, digests):
    """Sorted, so that two people after the same names wait for each other instead of locking up."""
    for kind, digest in sorted(digests.items(), key=lambda item: item[1]):
        LoginIdentifier.objects.create(user=user, kind=kind, digest=digest)
