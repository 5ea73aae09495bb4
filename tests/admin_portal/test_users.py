"""用户管理 through the pages: rows J03, J04, J76, J77 and J78, and the table of permissions."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import Membership
from accounts.services import users
from accounts.step_up import mark_fresh
from applications.enums import ApplicationState as S
from messaging.models import Message
from tests.factories.accounts import actor_for, make_office

NEW = {"name": "覃海燕", "staff_name": "qz-qin", "mobile": "", "email": ""}


@pytest.fixture
def go(enter, world):
    """A client with a fresh proof for an actor."""

    def signed_in(actor):
        client = enter(actor)
        session = client.session
        mark_fresh(session)
        session.save()
        return client

    return signed_in


@pytest.fixture
def county(world):
    return make_office("070301", parent=world.office, level="county")


def url(name, membership=None):
    return reverse(f"admin_portal:user_{name}", args=[membership.public_id] if membership else [])


def account(world, *, role=Role.CLERK, office=None, staff_name="qz-lu", extra_acts=()):
    return users.create(
        office or world.office,
        name="陆建国",
        staff_name=staff_name,
        role=role,
        extra_acts=extra_acts,
        actor=actor_for(house=office or world.office, role=Role.ADMIN),
    )[0]


def create(client, office, /, **changes):
    return client.post(url("create"), {"office": str(office.public_id), **NEW, **changes})


def test_an_administrator_creates_a_user_and_sees_the_secret_once(world, go):
    """J76."""
    client = go(world.admin)
    answer = create(client, world.office, is_admin="on", mobile="13977712345")
    page = answer.content.decode()
    membership = Membership.objects.get(user__name="覃海燕")
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    secret = page.split("data-secret>")[1].split("<")[0]
    assert membership.user.check_password(secret)
    assert membership.role == Role.ADMIN
    assert secret not in client.get(url("detail", membership)).content.decode()
    assert "13977712345" not in client.get(url("detail", membership)).content.decode()


def test_a_superior_creates_users_directly_below_and_nowhere_else(world, go, county):
    """J77."""
    client = go(world.admin)
    assert create(client, county).status_code == 200
    answer = create(client, make_office("080001"), staff_name="gg-qin")
    assert answer.status_code == 422
    assert "从列表里选择职改办" in answer.content.decode()
    below = account(world, office=county)
    assert client.get(url("detail", below)).status_code == 200
    assert client.post(url("reset_password", below)).status_code == 409
    assert (
        go(actor_for(house=county, role=Role.ADMIN)).get(url("detail", world.admin.membership)).status_code
        == 404
    )


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"staff_name": "Ä"}, 409, "账户名应为"),
        ({"name": ""}, 422, "请填写姓名"),
        ({"mobile": "123"}, 422, "手机号"),
        ({"office": "x"}, 422, "从列表里选择职改办"),
        ({"extra_acts": ["fly"]}, 422, "自己也有的权限"),
    ],
)
def test_what_is_wrong_with_a_new_user_is_said(world, go, changes, status, sentence):
    answer = create(go(world.admin), world.office, **changes)
    assert answer.status_code == status
    assert sentence in answer.content.decode()


def test_the_default_account_sees_user_management_and_nothing_else(world, go):
    """J03, J04."""
    client = go(actor_for(house=world.office, role=Role.BOOTSTRAP))
    home = client.get(reverse("admin_portal:office_dashboard"))
    assert home["Location"] == url("list")
    page = client.get(url("list")).content.decode()
    assert "申报审核" not in page
    assert "组织机构" not in page
    assert client.get(reverse("admin_portal:office_application_list")).status_code == 403
    assert client.post(reverse("admin_portal:office_application_take_up")).status_code == 403
    assert create(client, world.office, is_admin="on").status_code == 200
    membership = Membership.objects.get(user__name="覃海燕")
    assert client.post(url("reset_password", membership)).status_code == 200


def test_a_clerk_sees_nothing_of_it(world, go):
    """J78."""
    client = go(world.officer)
    target = world.second.membership
    assert "用户管理" not in client.get(reverse("admin_portal:office_dashboard")).content.decode()
    for name in ("list", "create", "attach"):
        assert client.get(url(name)).status_code == 403
    for name in ("detail", "edit", "disable"):
        assert client.get(url(name, target)).status_code == 403
    for name in ("enable", "reset_password", "reset_factor", "disable", "edit"):
        assert client.post(url(name, target)).status_code == 403


def test_a_helper_grants_only_what_they_have(world, go):
    world.officer.membership.extra_acts = ["manage_users", "void_approve"]
    world.officer.membership.save()
    client = go(world.officer)
    page = client.get(url("create")).content.decode()
    assert "审核证书作废" in page
    assert "恢复不通过的申报" not in page
    assert "职改办管理员" not in page.split("<form")[-1]
    assert create(client, world.office, extra_acts=["restore"]).status_code == 422
    assert create(client, world.office, is_admin="on").status_code == 200
    assert Membership.objects.get(user__name="覃海燕").role == Role.CLERK
    assert client.post(url("disable", world.admin.membership), {"note": "x"}).status_code == 409


def test_rights_are_changed_and_hold_at_once(world, go, enter):
    membership = account(world)
    client = go(world.admin)
    data = {"extra_acts": ["reopen_rejected"], "version": membership.version}
    assert client.post(url("edit", membership), data).status_code == 302
    page = client.get(url("detail", membership)).content.decode()
    assert "已授予" in page
    assert (
        Message.objects.filter(recipient=membership.user, template_code="office_rights_changed").count() == 1
    )
    assert (
        client.post(url("edit", membership), {"is_admin": "on", "version": membership.version}).status_code
        == 409
    )
    membership.refresh_from_db()
    assert (membership.role, membership.extra_acts) == (Role.CLERK, ["reopen_rejected"])


def test_nobody_changes_their_own_role(world, go):
    client, own = go(world.admin), world.admin.membership
    assert "自己的身份和权限" in client.get(url("detail", own)).content.decode()
    assert client.post(url("edit", own), {"version": own.version}).status_code == 409
    assert client.post(url("disable", own), {"note": "x"}).status_code in (409, 422)
    own.refresh_from_db()
    assert (own.role, own.disabled_at) == (Role.ADMIN, None)


def test_disabling_hands_the_open_cases_over_in_one_act(world, go):
    case = world.stored(S.OFFICE_REVIEW)
    case.assignee = world.officer.user
    case.save()
    client, membership = go(world.admin), world.officer.membership
    answer = client.post(url("disable", membership), {"note": "调离"})
    assert answer.status_code == 422
    assert "请选择接手的同事" in answer.content.decode()
    successor = str(world.second.user.public_id)
    answer = client.post(url("disable", membership), {"note": "调离", "successor": successor}, follow=True)
    assert "1 件在办申报已交接给" in answer.content.decode()
    case.refresh_from_db()
    membership.refresh_from_db()
    assert case.assignee == world.second.user
    assert membership.disabled_at
    assert client.post(url("enable", membership)).status_code == 302


def test_people_of_other_offices_are_not_found(world, go):
    stranger = actor_for(house=make_office("080001")).membership
    client = go(world.admin)
    for name in ("detail", "edit", "disable"):
        assert client.get(url(name, stranger)).status_code == 404
    for name in ("enable", "reset_password", "reset_factor"):
        assert client.post(url(name, stranger)).status_code == 404
    assert client.get(url("detail", world.owner.membership)).status_code == 404


def test_dangerous_pages_ask_for_a_proof(world, enter):
    membership, client = account(world), enter(world.admin)
    for name in ("edit", "disable"):
        assert reverse("accounts:step_up") in client.get(url(name, membership))["Location"]
    for name in ("reset_password", "reset_factor", "enable", "edit", "disable"):
        answer = client.post(url(name, membership), {"note": "x", "version": "1"})
        assert answer.status_code == 200
        assert "data-secret" not in answer.content.decode()
    membership.refresh_from_db()
    assert membership.version == 1


def test_filters_and_paging(world, go, county):
    account(world, office=county, staff_name="qz-a")
    client = go(world.admin)
    whole = client.get(url("list")).content.decode()
    assert "陆建国" in whole
    assert world.officer.user.name in whole
    only = client.get(url("list"), {"office": str(county.public_id)}).content.decode()
    assert world.officer.user.name not in only.split("<tbody")[1]
    assert "没有符合条件的账户" in client.get(url("list"), {"q": "没有这个人"}).content.decode()
    assert client.get(url("list"), {"office": "x", "role": "y", "cursor": "z"}).status_code == 200
    admins = client.get(url("list"), {"role": "admin"}).content.decode()
    assert world.officer.user.name not in admins.split("<tbody")[1]


def test_an_account_serves_a_second_office(world, go):
    other = actor_for(house=make_office("080001"), role=Role.ADMIN)
    account(world)
    data = {"office": str(other.office.public_id), "name": "陆建国", "staff_name": "qz-lu"}
    answer = go(other).post(url("attach"), data, follow=True)
    assert "现在也在" in answer.content.decode()
    wrong = go(other).post(url("attach"), {**data, "name": "别人"})
    assert (wrong.status_code, "没有找到" in wrong.content.decode()) == (409, True)


def test_a_long_list_costs_as_many_statements_as_a_short_one(world, go, django_assert_max_num_queries):
    for number in range(8):
        account(world, staff_name=f"qz-{number}x")
    client = go(world.admin)
    with django_assert_max_num_queries(14):
        client.get(url("list"))
    membership = Membership.objects.filter(user__name="陆建国").first()
    with django_assert_max_num_queries(14):
        client.get(url("detail", membership))
