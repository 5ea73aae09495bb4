"""A unit registers by itself, the office sends it back and then approves, and the owner gets to work."""

import re

import pytest
from django.urls import reverse

from accounts.models import Employer
from messaging.models import SandboxCopy
from tests.browser.album import picture
from tests.factories.employers import PASSWORD, USCI

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOBILE = "13900008888"


def fill_in(page):
    """The registration, all but the codes."""
    for label, words in (
        ("单位名称", "钦州市第三中学"),
        ("统一社会信用代码", "91450100MA5TTTTT13"),
        ("法定代表人（负责人）", "宁建国"),
        ("单位地址", "钦州市钦南区人民路 9 号"),
        ("办公电话", "0777-2810001"),
        ("经办人", "韦春兰"),
        ("经办人手机号码", MOBILE),
        ("账户名", "qz-sanzhong"),
    ):
        page.get_by_label(label, exact=True).fill(words)
    for label, choice in (
        ("单位性质", "事业单位"),
        ("单位级别", "市属"),
        ("行业", "教育"),
        ("所在地区", "钦州市（市本级）"),
    ):
        page.get_by_label(label, exact=True).select_option(label=choice)
    page.get_by_label(re.compile("我受本单位委托")).check()
    choose(page)


def choose(page):
    """What a browser forgets when a form comes back: file and passwords."""
    page.get_by_label("营业执照或登记证书").set_input_files(picture("diploma"))
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("确认密码").fill(PASSWORD)


def enter_code(visitor):
    visitor.solve()
    visitor.press("获取短信验证码")
    visitor.read("短信验证码已发出")
    code = re.search(r"\d{6}", SandboxCopy.objects.latest("pk").body).group()
    visitor.page.locator("#id_sms_code").fill(code)


@pytest.mark.parametrize("width", [1366, 390])
def test_a_unit_registers_is_returned_approved_and_works(visit, town, width):
    unit, office = visit(width), visit(width)
    unit.go(reverse("accounts:sign_in") + "?tab=employer")
    unit.link("单位注册")
    unit.look()
    fill_in(unit.page)
    enter_code(unit)
    unit.press("提交注册")
    unit.read("有 1 处需要修改")
    unit.look()
    unit.page.get_by_label("统一社会信用代码", exact=True).fill(USCI)
    choose(unit.page)
    unit.press("提交注册")
    unit.arrive(reverse("accounts:employer_registered"))
    unit.look()

    office.sign_in("/office/sign-in/", "office-clerk", town.password)
    office.go(reverse("admin_portal:employer_list"))
    office.look()
    office.link("钦州市第三中学")
    office.page.get_by_text("退回", exact=True).first.click()
    office.page.get_by_label(re.compile("^原因")).fill("请补上法人证书的第二页。")
    office.look()
    office.press("退回")
    office.read("已办理“退回”")

    unit.sign_in("/accounts/sign-in/?tab=employer", "qz-sanzhong", PASSWORD)
    unit.arrive(reverse("admin_portal:employer_profile"))
    unit.read("请补上法人证书的第二页。")
    unit.look()
    unit.link("修改并重新提交")
    unit.look()
    unit.press("保存并重新提交")
    unit.read("待审核")

    office.page.reload()
    office.page.locator("#move-approve").get_by_role("button", name="同意").click()
    office.read("已办理“同意”")
    office.look()
    unit.go("/unit/")
    unit.read("工作台")
    unit.go(reverse("admin_portal:employer_change"))
    unit.look()
    assert Employer.objects.get(usci=USCI).office == town.office
