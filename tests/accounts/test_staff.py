"""Accounts of people who serve an employer or an office."""

import pytest
from django.utils import timezone

from accounts.enums import Door, Role
from accounts.models import User
from accounts.services import alerts, signin, staff
from core.errors import Refused
from core.models import AuditEntry
from messaging import reference
from messaging.models import Message
from tests.factories.accounts import make_employer, make_membership, make_office, make_user

STRONG = "Tuo-hao-de-mi-ma"


def create(**changes):
    data = {"name": "韦明", "staff_name": "nn-clerk", "password": STRONG, "actor": None, **changes}
    return staff.create_account(**data)


@pytest.mark.parametrize(
    ("house", "role", "door"),
    [
        (make_office, Role.ADMIN, Door.OFFICE),
        (make_employer, Role.OWNER, Door.EMPLOYER),
        (make_employer, Role.CLERK, Door.CLERK),
    ],
)
def test_an_appointed_person_signs_in_at_their_door(db, house, role, door):
    user, place = create(), house()
    staff.appoint(user, place, role, actor=None)
    actor = signin.authenticate(account="nn-clerk", password=STRONG, door=door, address="192.0.2.1")
    assert (actor.user, actor.role, actor.membership.house) == (user, role, place)
    events = list(AuditEntry.objects.order_by("pk").values_list("event", flat=True))
    assert events == ["accounts.staff_account_created", "accounts.membership_granted", "accounts.signed_in"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"password": "shan5shui"}, "10 至 64"),
        ({"password": "5505013abc"}, "很常见"),
        ({"staff_name": "13900007777"}, "账户名应为"),
        ({"staff_name": "name@example.cn"}, "账户名应为"),
        ({"staff_name": "h12345678"}, "账户名应为"),
        ({"staff_name": "e12345678"}, "账户名应为"),
    ],
)
def test_refused(db, changes, sentence):
    with pytest.raises(Refused, match=sentence):
        create(**changes)
    assert not User.objects.exists()


def test_a_name_that_is_taken_is_refused(db):
    create()
    with pytest.raises(Refused, match="已经有人使用"):
        create()
    assert User.objects.count() == 1


def test_a_house_is_told_by_each_who_serves_it_now_and_once(db):
    reference.texts()
    office, unit = make_office(), make_employer()
    both, officer, owner, clerk, former, default = (make_user(f"韦{n}") for n in "一二三四五六")
    for role in (Role.CLERK, Role.ADMIN):
        make_membership(both, office, role)
    make_membership(officer, office)
    make_membership(default, office, Role.BOOTSTRAP)
    make_membership(owner, unit, Role.OWNER)
    make_membership(clerk, unit)
    make_membership(former, unit, disabled_at=timezone.now())
    assert list(alerts.staff_of(office)) == [both, officer]
    assert list(alerts.staff_of(unit)) == [owner, clerk]
    assert list(alerts.staff_of(unit, Role.OWNER)) == [owner]
    where = {"context": {"employer": unit.name}, "url_name": "admin_portal:employee_list"}
    alerts.tell_staff(unit, "transfer_arrived", **where, but=clerk.pk)
    assert [message.recipient for message in Message.objects.all()] == [owner]
