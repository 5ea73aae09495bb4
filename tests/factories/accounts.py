"""People, employers, offices and memberships for tests; every number is made up and well formed."""

import itertools
from datetime import date
from decimal import Decimal

from django.utils import timezone
from stdnum.cn import ric

from accounts import sessions
from accounts.actors import actor_of
from accounts.enums import EmployerState, IdentifierKind, OfficeLevel, Role, UnitRight
from accounts.models import (
    Employer,
    LoginIdentifier,
    Membership,
    SessionRecord,
    SignInRecord,
    TitleOffice,
    User,
)
from accounts.services import identifiers, live_sessions
from accounts.step_up import mark_fresh
from catalogue import pinyin
from catalogue.enums import TitleLevel
from catalogue.models import Region

PASSWORD = "Lijiang-2026-shan"
_numbers = itertools.count(1)


def make_id_number(serial, *, born=date(1990, 1, 1), region="450103"):
    """A resident identity number that passes every rule; `serial` 1–999, odd for men."""
    body = f"{region}{born:%Y%m%d}{serial:03d}"
    return body + ric.calc_check_digit(body + "0")


def make_mobile(serial):
    return f"139{serial:08d}"


def make_region(code="450100", name="南宁市"):
    known = {"name": name, "short_name": name.removesuffix("市"), "level": "设区市"}
    return Region.objects.get_or_create(code=code, defaults=known)[0]


def make_user(name="黄秀芳", *, password=PASSWORD, staff_name="", **fields):
    """A registered person with all identifiers; numbers differ from person to person."""
    serial = next(_numbers)
    given = {
        "id_number": make_id_number(serial % 999 + 1, born=date(1960 + serial // 999, 1, 1)),
        "mobile": make_mobile(serial),
        "email": f"person{serial}@example.cn",
        **fields,
    }
    user = User(name=name, name_pinyin=pinyin.full(name), **given)
    user.set_password(password)
    user.save()
    digests = {
        IdentifierKind.ID_NUMBER: identifiers.of_document(user.document_kind, user.id_number),
        IdentifierKind.MOBILE: identifiers.of_mobile(user.mobile),
        IdentifierKind.EMAIL: identifiers.of_email(user.email),
    }
    if staff_name:
        digests[IdentifierKind.STAFF_NAME] = identifiers.of_staff_name(staff_name)
    LoginIdentifier.objects.bulk_create(
        LoginIdentifier(user=user, kind=kind, digest=digest) for kind, digest in digests.items()
    )
    return user


def make_office(code="010001", *, parent=None, level=OfficeLevel.CITY, **fields):
    """The office of this code as loaded, or a new one that may do everything below 高级."""
    found = TitleOffice.objects.filter(code=code).first()
    if found:
        return found
    most = [TitleLevel.INTERMEDIATE.value, TitleLevel.ASSISTANT.value, TitleLevel.TECHNICIAN.value]
    given = {
        "name": f"第{code}职称改革工作领导小组办公室",
        "short_name": f"第{code}职改办",
        "region": fields.pop("region", None) or make_region(),
        "can_review_levels": most,
        "can_recognize_levels": most,
        "path": f"{parent.path}/{code}" if parent else code,
        **fields,
    }
    return TitleOffice.objects.create(code=code, parent=parent, level=level, **given)


def let_mail(office, postage="20.00"):
    """An office that mails certificates, at so many yuan."""
    office.mailing_enabled, office.postage = True, Decimal(postage)
    office.save()
    return office


def make_employer(name="", *, office=None, **fields):
    """An active employer that reports to `office`."""
    office = office or make_office()
    name = name or f"广西第{next(_numbers)}建筑设计院"
    given = {
        "state": EmployerState.ACTIVE,
        "region": office.region,
        "name_pinyin": pinyin.first_letters(name),
    }
    return Employer.objects.create(name=name, office=office, **{**given, **fields})


def make_membership(user, house, role=Role.CLERK, **fields):
    """`user` serves `house`, an employer (whose clerks hold every right unless told) or an office."""
    place = {"employer": house} if isinstance(house, Employer) else {"office": house}
    if isinstance(house, Employer) and role == Role.CLERK:
        fields.setdefault("extra_acts", list(UnitRight.values))
    return Membership.objects.create(user=user, role=role, **place, **fields)


def actor_for(user=None, house=None, role=Role.CLERK):
    """An actor: an applicant without `house`, else somebody who serves it."""
    user = user or make_user()
    return actor_of(user, make_membership(user, house, role) if house else None)


def auditor_of(office, user=None):
    """Somebody whose one right beyond a clerk's is to read the audit log."""
    user = user or make_user()
    return actor_of(user, make_membership(user, office, extra_acts=["read_audit"]))


def sign_in(client, actor):
    """Give a test client the session of an actor, without the sign-in page."""
    client.force_login(actor.user, backend="accounts.backends.SessionBackend")
    note_session(client, actor.user, actor.capacity)
    session = client.session
    session[sessions.SESSION_KEY] = str(actor.membership.public_id) if actor.membership else ""
    session.save()
    return client


def prove(client):
    """Let the proof dangerous pages ask for have been given in this client's session a moment ago."""
    session = client.session
    mark_fresh(session)
    session.save()
    return client


def note_session(client, user, capacity="applicant"):
    """Give the session a test client opened by itself the record that every session has."""
    key = client.cookies["sessionid"].value
    SessionRecord.objects.filter(session_key=key).delete()
    live_sessions.opened(
        user,
        session_key=key,
        capacity=capacity,
        device="Chrome · Windows",
        place="192.0.2.*",
    )


def know_address(user, address, *, at=None):
    """Let `user` have signed in from `address` before."""
    from_there = identifiers.blind_index("address", address)
    return SignInRecord.objects.create(
        user=user,
        capacity="applicant",
        method="password",
        address_digest=from_there,
        created_at=at or timezone.now(),
    )
