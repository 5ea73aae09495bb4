"""An office opens one below it; the default account lets a person in, who gets to work."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import Membership
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFICE, SHORT = "三娘湾旅游管理区职称改革工作领导小组办公室", "三娘湾管理区职改办"
ACCOUNT, PERSON = "snw-weichunlan", "韦春兰"
DEFAULT_PASSWORD, OWN_PASSWORD = "Sanniangwan-2027-hai", "Chunlan-2027-feng"


def prove(visitor, password):
    """再次核对身份, as the page asks before what cannot easily be undone."""
    visitor.read("再次核对身份")
    visitor.look()
    steps.field(visitor, "登录密码").fill(password)
    visitor.press("核对并继续")


def secret_of(visitor):
    """The one-time secret, which no page shows again."""
    visitor.read("这个密码只显示这一次")
    visitor.look()
    secret = visitor.page.locator("[data-secret]").inner_text()
    visitor.link("我已抄好，继续")
    expect(visitor.page.get_by_text("这个密码只显示这一次")).to_have_count(0)
    visitor.page.wait_for_load_state()
    assert secret not in visitor.page.content()
    return secret


def choose_password(visitor, password):
    """设置新密码 comes before any other page."""
    visitor.arrive("/accounts/password/*")
    visitor.look()
    steps.field(visitor, "新密码").fill(password)
    steps.field(visitor, "确认密码").fill(password)
    visitor.press("保存新密码")
    visitor.read("密码已经设好")


def test_an_office_is_opened_and_its_administrator_gets_to_work(visit, town):
    above, below = visit(), visit()
    above.sign_in("/office/sign-in/", "office-admin", town.password)
    above.page.get_by_role("link", name="组织机构").click()
    above.look()
    above.link("新增下级职改办")
    prove(above, town.password)
    above.arrive(reverse("admin_portal:office_create"))
    for label, words in (("职改办名称", OFFICE), ("简称", SHORT), ("编码", "079901")):
        steps.field(above, label).fill(words)
    steps.field(above, "职改办类别").select_option(label="县职改办")
    steps.field(above, "所在地区").select_option("450700")
    above.look()
    above.press("新增并建立默认账户")
    secret = secret_of(above)
    above.read(OFFICE)
    above.look()

    below.sign_in("/office/sign-in/", OFFICE, secret)
    choose_password(below, DEFAULT_PASSWORD)
    below.arrive(reverse("admin_portal:user_list"))
    below.look()
    below.link("新增用户")
    prove(below, DEFAULT_PASSWORD)
    below.arrive(reverse("admin_portal:user_create"))
    steps.field(below, "姓名").fill(PERSON)
    steps.field(below, "账户名").fill(ACCOUNT)
    below.page.get_by_label("职改办管理员", exact=True).check()
    below.look()
    below.press("新增并生成一次性密码")
    secret = secret_of(below)
    below.read(PERSON)
    below.sign_out()

    below.sign_in("/office/sign-in/", ACCOUNT, secret)
    choose_password(below, OWN_PASSWORD)
    below.arrive("/office/")
    below.read(re.compile("工作台"))
    below.look()
    current = below.page.locator(".gx-side [aria-current=page]")
    expect(current).to_have_text(["工作台"])
    below.page.get_by_role("link", name="组织机构").click()
    below.read(SHORT)
    expect(current).to_have_text(["组织机构"])
    assert Membership.objects.get(user__name=PERSON).office.parent == town.office
