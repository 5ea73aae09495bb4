"""The doors in a real Chromium: registration with scripts, every page at two widths, axe on each."""

import re

import pytest
from captcha.models import CaptchaStore
from django.urls import reverse
from playwright.sync_api import expect

from accounts import loaders
from accounts.models import OneTimeCode, User
from messaging import reference
from messaging.models import SandboxCopy
from tests.factories.accounts import PASSWORD, make_office, make_user
from tests.pages import NARROW, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1366, 390, 360)
PAGES = ("entrance", "register", "sign_in", "sign_in_sms", "office_sign_in")


def solve(page):
    """Type what the picture shows, as the table knows it."""
    key = page.locator("[name=captcha_0]").input_value()
    page.locator("[name=captcha_1]").fill(CaptchaStore.objects.get(hashkey=key).response)


def assert_whole(page):
    """No axe violation, nothing wider than the screen; afterwards the page is as wide as it was."""
    page.wait_for_load_state()
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert width == NARROW or faults(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    page.set_viewport_size(before)


def sign_in_by_password(page, address, account):
    page.goto(address)
    page.get_by_label("账号").fill(account)
    page.get_by_label("密码").fill(PASSWORD)
    solve(page)
    page.get_by_role("button", name="登录", exact=True).click()


@pytest.mark.parametrize("name", PAGES)
def test_every_door_is_whole_and_accessible(page, live_server, name):
    page.goto(live_server.url + reverse(f"accounts:{name}"))
    page.wait_for_load_state("networkidle")
    assert_whole(page)


def test_a_person_registers_with_scripts(page, live_server):
    reference.texts()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(live_server.url + reverse("accounts:register"))
    page.wait_for_selector("html[data-scripts=started]")
    notice = page.get_by_role("dialog", name="注册须知")
    notice.wait_for()
    notice.get_by_role("button", name="关闭").click()
    notice.wait_for(state="hidden")
    page.locator("[name=notice_read]:checked").wait_for()
    page.get_by_label("E-Mail").fill("huang@example.cn")
    page.get_by_label("身份证号").fill("450103199001010016")
    page.get_by_label("姓名").fill("黄秀芳")
    page.get_by_label("手机号码").fill("13900007777")
    solve(page)
    page.get_by_role("button", name="获取短信验证码").click()
    page.get_by_text("短信验证码已发出").wait_for()
    expect(page.get_by_role("button", name=re.compile("秒后可再获取"))).to_be_disabled()
    code = re.search(r"\d{6}", SandboxCopy.objects.get().body).group()
    page.locator("#id_sms_code").fill(code)
    page.get_by_label("密码", exact=True).fill("shan5shui")
    page.get_by_text("密码强度").wait_for()
    page.get_by_label("确认密码").fill("different")
    page.get_by_label("选择安全问题").select_option("primary_school")
    page.get_by_label("安全答案").fill("城东小学")
    page.get_by_label("我已阅读并同意").check()
    page.get_by_label("我单独同意").check()
    page.get_by_role("button", name="创建用户").click()
    page.get_by_role("heading", name="有 1 处需要修改").wait_for()
    expect(page).to_have_title(re.compile("^有 1 处需要修改：用户注册"))
    expect(page.get_by_text("这个手机号已经验证过")).to_be_visible()
    assert_whole(page)
    page.get_by_label("密码", exact=True).fill("shan5shui")
    page.get_by_label("确认密码").fill("shan5shui")
    page.get_by_role("button", name="创建用户").click()
    page.wait_for_url(live_server.url + "/my/")
    assert User.objects.get().email == "huang@example.cn"


def test_a_person_signs_in_and_picks_an_employer(page, live_server):
    make_office("000002", name="广西流动人员职称改革办公室", short_name="广西流动人员职改办")
    loaders.load_talent_centre()
    user = make_user()
    page.set_viewport_size({"width": 390, "height": 800})
    chooser = reverse("accounts:employer_choose")
    sign_in_by_password(page, f"{live_server.url}{reverse('accounts:sign_in')}?next={chooser}", user.mobile)
    page.wait_for_url(live_server.url + chooser)
    assert_whole(page)
    page.get_by_role("combobox").press_sequentially("人才服务", delay=20)
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="确定").click()
    page.wait_for_url(live_server.url + "/my/")
    assert User.objects.get().employer.name == loaders.TALENT_CENTRE


def test_without_scripts_the_notice_stands_on_the_page_and_must_be_ticked(browser, live_server):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + reverse("accounts:register"))
    expect(page.get_by_text("证书审验的专业技术人员，必须先注册")).to_be_visible()
    page.get_by_role("button", name="创建用户").click()
    expect(page.get_by_text("请先阅读注册须知，再勾选这一项").first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_enter_after_the_code_signs_in_and_asks_for_no_other_code(browser, live_server, scripts):
    page = browser.new_context(java_script_enabled=scripts).new_page()
    page.goto(live_server.url + reverse("accounts:sign_in_sms"))
    page.get_by_label("手机号").fill("13900007777")
    page.get_by_label("验证码").fill("246810")
    page.get_by_label("验证码").press("Enter")
    page.get_by_text("手机号或短信验证码不正确，或验证码已过期。").first.wait_for()
    assert not OneTimeCode.objects.exists()
    page.context.close()
