"""The permission table, who may grant what, and who may manage whom."""

from accounts.acts import Act
from accounts.enums import Role
from accounts.services import jurisdiction
from accounts.services.permissions import (
    extra_acts_of,
    grantable_by,
    may_manage,
    may_reset_password,
    permission_table,
)
from tests.factories.accounts import actor_for, make_office

# 审验指引 2019, 职改工作人员版: 管理员 has these beyond 常规日常业务; widened by decision B36.
BEYOND = {"restore", "void_approve", "manage_offices", "manage_users", "reset_password"}
BEYOND_B36 = {"confirm_fake", "delete_verification"}


def admin_of(code):
    return actor_for(house=make_office(code), role=Role.ADMIN)


def test_every_act_of_the_table_has_words():
    acts = {act for row in jurisdiction.rows() for act in row.acts} - {"*"}
    assert acts == set(Act.values)


def test_an_administrator_has_all_of_a_clerk_and_more(offices):
    for code in ("000001", "000013", "070001", "070301"):
        table = permission_table(make_office(code))
        assert all(right.admin for right in table)
        more = {right.act for right in table if not right.clerk}
        assert more >= BEYOND | BEYOND_B36
        assert tuple(right.act for right in table if not right.clerk) == extra_acts_of(make_office(code))


def test_only_a_superior_office_allocates_blank_certificates(offices):
    holds = {
        code: "allocate_blank" in {r.act for r in permission_table(make_office(code))}
        for code in ("000001", "070001", "070301")
    }
    assert holds == {"000001": True, "070001": True, "070301": False}


def test_an_administrator_grants_everything_of_an_administrator(offices):
    actor = admin_of("070001")
    assert grantable_by(actor).roles == ("clerk", "admin")
    assert grantable_by(actor).acts == extra_acts_of(actor.office)


def test_nobody_grants_what_they_lack(offices):
    office = make_office("070001")
    clerk = actor_for(house=office)
    assert grantable_by(clerk) == grantable_by(clerk, make_office("070301"))
    assert grantable_by(clerk).roles == ()
    clerk.membership.extra_acts = ["manage_users", "void_approve"]
    assert grantable_by(clerk).roles == ("clerk",)
    assert set(grantable_by(clerk).acts) == {"manage_users", "void_approve"}


def test_the_default_account_appoints_administrators_and_grants_user_management_only(offices):
    actor = actor_for(house=make_office("070001"), role=Role.BOOTSTRAP)
    grants = grantable_by(actor)
    assert (grants.roles, set(grants.acts)) == (("clerk", "admin"), {"manage_users", "reset_password"})


def test_a_superior_grants_below_and_nowhere_else(offices):
    actor = admin_of("070001")
    assert "admin" in grantable_by(actor, make_office("070301")).roles
    for code in ("000001", "080001", "080301", "000013"):
        assert grantable_by(actor, make_office(code)) == grantable_by(actor_for(), make_office(code))


def test_nobody_manages_themselves_or_anybody_who_may_do_more(offices):
    office = make_office("070001")
    admin, second = (actor_for(house=office, role=Role.ADMIN) for _ in range(2))
    clerk, helper = (actor_for(house=office) for _ in range(2))
    default = actor_for(house=office, role=Role.BOOTSTRAP)
    helper.membership.extra_acts = ["manage_users", "reset_password"]
    for may in (may_manage, may_reset_password):
        assert not may(admin, admin.membership)
        assert may(admin, second.membership)
        assert may(admin, default.membership)
        assert may(default, admin.membership)
        assert not may(default, default.membership)
        assert may(helper, clerk.membership)
        assert not may(helper, admin.membership)
        assert not may(helper, default.membership)
        assert not may(clerk, helper.membership)
    clerk.membership.extra_acts = ["void_approve"]
    assert not may_manage(helper, clerk.membership)


def test_a_superior_manages_users_below_but_resets_no_password_there(offices):
    """J77 speaks of 用户管理, J76 and J78 keep 重置密码 with the own office."""
    actor = admin_of("070001")
    below = actor_for(house=make_office("070301"), role=Role.ADMIN).membership
    assert may_manage(actor, below)
    assert not may_reset_password(actor, below)
