"""The side bar marks one entry as the page one is on, whatever group it stands in."""

import pytest

from accounts.enums import Role
from gxzc.menus import MenuSet
from tests.factories.accounts import actor_for, auditor_of, make_employer, make_office

pytestmark = pytest.mark.django_db


def current(actor, path):
    groups = MenuSet(actor, path, path).staff
    return [entry.label for group in groups for entry in group.entries if entry.is_current]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/office/", "工作台"),
        ("/office/applications/", "申报审核"),
        ("/office/users/new/", "用户管理"),
        ("/messages/", "消息中心"),
        ("/accounts/settings/password/", "个人中心"),
    ],
)
def test_one_entry_of_the_office_is_current(path, label):
    assert current(actor_for(house=make_office(), role=Role.ADMIN), path) == [label]


def test_the_log_is_in_the_menu_of_the_auditor():
    assert current(auditor_of(make_office()), "/office/audit/") == ["操作日志"]


@pytest.mark.parametrize(("path", "label"), [("/unit/", "工作台"), ("/unit/clerks/", "账户管理")])
def test_one_entry_of_the_employer_is_current(path, label):
    assert current(actor_for(house=make_employer(), role=Role.OWNER), path) == [label]


@pytest.mark.parametrize("path", ["/applications/", "/applications/create/"])
def test_the_kind_of_application_is_current_where_it_is_named(path):
    menus = MenuSet(actor_for(), path, f"{path}?kind=replacement").applicant
    entry = next(entry for entry in menus if entry.is_current)
    assert [child.label for child in entry.children if child.is_current] == ["遗失补办"]
