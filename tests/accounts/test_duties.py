"""系统管理, 安全管理 and 审计管理 are three rights, and no account holds all of them."""

import pytest
from django.test import Client

from accounts.enums import Role
from accounts.models import Membership
from accounts.services import users
from core.errors import Refused
from messaging.reference import texts
from tests.factories.accounts import actor_for, actor_of, make_membership, make_office, make_user, sign_in

pytestmark = pytest.mark.django_db
# What each may open: 组织机构, 用户管理, 操作日志.
PAGES = ("/office/offices/", "/office/users/", "/office/audit/")
WHO = {
    "系统管理": (Role.CLERK, ["manage_offices"], (200, 403, 403)),
    "安全管理": (Role.CLERK, ["manage_users", "reset_password"], (403, 200, 403)),
    "审计管理": (Role.CLERK, ["read_audit"], (403, 403, 200)),
    "管理员": (Role.ADMIN, [], (200, 200, 403)),
    "工作人员": (Role.CLERK, [], (403, 403, 403)),
    "默认账户": (Role.BOOTSTRAP, [], (403, 200, 403)),
}


@pytest.fixture
def office():
    texts()
    return make_office("070001")


@pytest.fixture
def admin(office):
    return actor_for(house=office, role=Role.ADMIN)


@pytest.mark.parametrize("who", WHO)
def test_each_opens_the_pages_of_the_own_duty(office, who):
    role, acts, answers = WHO[who]
    person = make_user()
    client = sign_in(Client(), actor_of(person, make_membership(person, office, role, extra_acts=acts)))
    assert tuple(client.get(page).status_code for page in PAGES) == answers


@pytest.mark.parametrize("act", ["manage_offices", "manage_users", "reset_password"])
def test_nobody_is_made_both(office, admin, act):
    with pytest.raises(Refused, match="另一位同事"):
        account(office, admin, extra_acts=["read_audit", act])
    with pytest.raises(Refused, match="另一位同事"):
        account(office, admin, role=Role.ADMIN, extra_acts=["read_audit"])
    auditor = account(office, admin, extra_acts=["read_audit"])
    for role, acts in ((Role.CLERK, [act, "read_audit"]), (Role.ADMIN, ["read_audit"])):
        with pytest.raises(Refused, match="另一位同事"):
            users.change(auditor, role=role, extra_acts=acts, expected_version=2, actor=admin)
    assert Membership.objects.get(pk=auditor.pk).extra_acts == ["read_audit"]


def account(office, actor, *, role=Role.CLERK, extra_acts=()):
    made, _ = users.create(
        office, name="陆建国", staff_name="qz-lu", role=role, extra_acts=extra_acts, actor=actor
    )
    if extra_acts:
        Membership.objects.filter(pk=made.pk).update(version=2)
    return made


def test_not_even_in_two_offices(office, admin):
    elsewhere = actor_for(house=make_office("080001"), role=Role.ADMIN)
    account(office, admin, extra_acts=["read_audit"])
    same = {"name": "陆建国", "staff_name": "qz-lu", "actor": elsewhere}
    with pytest.raises(Refused, match="别的职改办"):
        users.attach(elsewhere.office, role=Role.ADMIN, **same)
    second = users.attach(elsewhere.office, role=Role.CLERK, **same)
    with pytest.raises(Refused, match="别的职改办"):
        users.change(second, role=Role.ADMIN, extra_acts=[], expected_version=1, actor=elsewhere)


def test_a_disabled_administrator_does_not_come_back_beside_the_audit(office, admin):
    elsewhere = actor_for(house=make_office("080001"), role=Role.ADMIN)
    first = account(office, admin, role=Role.ADMIN)
    second = users.attach(
        elsewhere.office, name="陆建国", staff_name="qz-lu", role=Role.CLERK, actor=elsewhere
    )
    users.disable(first, note="轮岗", actor=admin)
    users.change(second, role=Role.CLERK, extra_acts=["read_audit"], expected_version=1, actor=elsewhere)
    with pytest.raises(Refused, match="别的职改办"):
        users.enable(first, actor=admin)
