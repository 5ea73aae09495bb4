"""用户管理: accounts of an office, roles, single rights, leaving and coming back."""

import threading

import pytest
from django.db import connection

from accounts.enums import Door, Role
from accounts.models import Membership
from accounts.services import signin, staff, users
from core.errors import Refused, Stale
from core.models import AuditEntry
from messaging.models import Message
from messaging.reference import texts
from tests.factories.accounts import actor_for, make_employer, make_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(db):
    texts()
    return make_office("070001")


@pytest.fixture
def admin(office):
    return actor_for(house=office, role=Role.ADMIN)


def create(office, actor, staff_name="qz-wei", **changes):
    return users.create(
        office, **{"name": "韦国强", "staff_name": staff_name, "role": Role.CLERK, **changes}, actor=actor
    )


def enter(account, password):
    return signin.authenticate(account=account, password=password, door=Door.OFFICE, address="192.0.2.1")


def change(membership, actor, role=Role.CLERK, extra_acts=(), version=None):
    version = version or Membership.objects.get(pk=membership.pk).version
    return users.change(membership, role=role, extra_acts=extra_acts, expected_version=version, actor=actor)


def test_a_created_person_signs_in_with_the_secret(office, admin):
    membership, secret = create(office, admin, extra_acts=["void_approve"])
    assert enter("qz-wei", secret).membership == membership
    membership.refresh_from_db()
    assert (membership.extra_acts, membership.user.must_change_password) == (["void_approve"], True)


def test_the_secret_is_in_no_audit_entry(office, admin):
    _, secret = create(office, admin)
    assert secret not in str(list(AuditEntry.objects.values_list("data", flat=True)))


def test_a_taken_account_name_leaves_nothing_behind(office, admin):
    create(office, admin)
    with pytest.raises(Refused, match="已经有人使用"):
        create(office, admin)
    assert Membership.objects.count() == 2


def test_nobody_grants_what_they_lack(office):
    helper = actor_for(house=office)
    helper.membership.extra_acts = ["manage_users"]
    helper.membership.save()
    with pytest.raises(Refused, match="不能授予"):
        create(office, helper, role=Role.ADMIN)
    with pytest.raises(Refused, match="自己也有"):
        create(office, helper, extra_acts=["void_approve"])
    with pytest.raises(Refused, match="不能授予"):
        create(make_office("080001"), helper)
    membership, _ = create(office, helper)
    with pytest.raises(Refused, match="自己也有"):
        change(membership, helper, extra_acts=["void_approve"])


def test_a_right_the_helper_lacks_may_stay_but_cannot_be_added_again(office, admin):
    """Who manages may only touch people below them; an administrator keeps what another granted."""
    membership, _ = create(office, admin, extra_acts=["void_approve"])
    changed = change(membership, admin, extra_acts=["void_approve", "restore"])
    assert changed.extra_acts == ["restore", "void_approve"]
    assert Message.objects.filter(recipient=membership.user, template_code="office_rights_changed").exists()


def test_the_last_administrator_stays(office, admin):
    default = actor_for(house=office, role=Role.BOOTSTRAP)
    with pytest.raises(Refused, match="唯一的管理员"):
        change(admin.membership, default)
    with pytest.raises(Refused, match="唯一的管理员"):
        users.disable(admin.membership, note="调离", actor=default)
    second, _ = create(office, admin, role=Role.ADMIN)
    assert users.disable(admin.membership, note="调离", actor=default).disabled_at
    with pytest.raises(Refused, match="唯一的管理员"):
        change(second, default)


def test_nobody_changes_their_own_place(office, admin):
    create(office, admin, role=Role.ADMIN)
    for verb in (
        lambda: change(admin.membership, admin),
        lambda: users.disable(admin.membership, note="x", actor=admin),
        lambda: users.reset_password(admin.membership, actor=admin),
    ):
        with pytest.raises(Refused, match="不由您管理"):
            verb()


def test_a_page_seen_before_somebody_elses_change_is_stale(office, admin):
    membership, _ = create(office, admin)
    change(membership, admin, extra_acts=["restore"], version=membership.version)
    with pytest.raises(Stale):
        change(membership, admin, version=membership.version)


def test_disabling_closes_the_account_and_enabling_opens_it(office, admin):
    membership, secret = create(office, admin)
    users.disable(membership, note="调离", actor=admin)
    users.disable(membership, note="再来一次", actor=admin)
    with pytest.raises(signin.WrongCredentials):
        enter("qz-wei", secret)
    membership.refresh_from_db()
    assert (membership.disabled_note, membership.user.is_active) == ("调离", False)
    assert AuditEntry.objects.filter(event="accounts.office_user_disabled").count() == 1
    users.enable(membership, actor=admin)
    assert enter("qz-wei", secret).membership == membership


def test_who_serves_two_offices_loses_one_and_keeps_the_other(office, admin):
    elsewhere = actor_for(house=make_office("080001"), role=Role.ADMIN)
    membership, secret = create(office, admin)
    second = users.attach(
        elsewhere.office, name="韦国强", staff_name="qz-wei", role=Role.CLERK, actor=elsewhere
    )
    with pytest.raises(Refused, match="还在"):
        users.reset_password(membership, actor=admin)
    users.disable(membership, note="调离", actor=admin)
    assert enter("qz-wei", secret).membership == second


@pytest.mark.parametrize(
    ("name", "account"),
    [("韦国强", "qz-nobody"), ("韦国", "qz-wei"), ("李玉珍", "unit-li"), ("第070001职改办", "qz-default")],
)
def test_only_a_known_colleague_of_an_office_is_attached(office, admin, name, account):
    create(office, admin)
    owner = staff.create_account(name="李玉珍", staff_name="unit-li", password="Tuo-hao-de-mi-ma", actor=None)
    staff.appoint(owner, make_employer(office=office), Role.OWNER, actor=None)
    default = staff.create_account(
        name="第070001职改办", staff_name="qz-default", password="Tuo-hao-de-mi-ma", actor=None
    )
    staff.appoint(default, office, Role.BOOTSTRAP, actor=None)
    elsewhere = actor_for(house=make_office("080001"), role=Role.ADMIN)
    with pytest.raises(Refused, match="没有找到"):
        users.attach(elsewhere.office, name=name, staff_name=account, role=Role.CLERK, actor=elsewhere)


def test_a_new_secret_replaces_the_old_password(office, admin):
    _, first = create(office, admin)
    membership = Membership.objects.get(user__login_identifiers__isnull=False, role=Role.CLERK)
    second = users.reset_password(membership, actor=admin)
    with pytest.raises(signin.WrongCredentials):
        enter("qz-wei", first)
    assert enter("qz-wei", second).user == membership.user


def test_the_password_of_a_personal_account_is_its_owners(office, admin):
    clerk = actor_for(house=office)
    with pytest.raises(Refused, match="个人实名账户"):
        users.reset_password(clerk.membership, actor=admin)


def test_a_superior_creates_users_below_and_resets_no_password_there(db):
    texts()
    city = make_office("070001")
    county = make_office("070301", parent=city, level="county")
    superior = actor_for(house=city, role=Role.ADMIN)
    membership, _ = create(county, superior, role=Role.ADMIN)
    with pytest.raises(Refused, match="不由您管理"):
        users.reset_password(membership, actor=superior)
    assert set(users.offices_managed_by(superior)) == {city, county}
    assert membership in users.managed_by(superior)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other():
    texts()
    office = make_office("070001")
    one, two = (actor_for(house=office, role=Role.ADMIN) for _ in range(2))
    start, refused = threading.Barrier(2), []

    def remove(actor, other):
        try:
            start.wait(10)
            users.disable(other.membership, note="x", actor=actor)
        except Refused as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(refused) == 1
    assert Membership.objects.current().filter(office=office, role=Role.ADMIN).count() == 1
