"""注销账户 from the gear to the last page, looking over every page on the way."""

import pytest

from accounts import consent_texts
from accounts.models import User
from messaging import reference
from tests.browser import steps
from tests.factories.accounts import PASSWORD, make_employer, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_person_reads_what_goes_and_closes_the_account(visit, transactional_db):
    reference.texts()
    consent_texts.load_consent_texts()
    holder = make_user(employer=make_employer())
    visitor = visit(390)
    visitor.sign_in("/accounts/sign-in/", holder.mobile, PASSWORD)
    visitor.arrive("/accounts/consent/?next=%2Fmy%2F")
    visitor.look()
    visitor.press("同意并继续")
    visitor.read("请先阅读《用户协议》")
    for words in ("我已阅读并同意", "我单独同意"):
        visitor.page.get_by_label(words).check()
    visitor.press("同意并继续")
    visitor.arrive("/my/")
    for page in ("/accounts/employer/", "/accounts/corrections/", "/accounts/consents/privacy/"):
        visitor.go(page)
        visitor.look()
    visitor.go("/accounts/settings/")
    visitor.page.locator("main a[href='/accounts/privacy/']").click()
    visitor.arrive("/accounts/privacy/")
    visitor.look()
    visitor.link("注销账户")
    steps.field(visitor, "登录密码").fill(PASSWORD)
    visitor.press("核对并继续")
    visitor.read("依照法律保留的")
    visitor.look()
    visitor.press("获取短信验证码")
    visitor.read("短信验证码已发出")
    steps.field(visitor, "短信验证码").fill(steps.read_code(visitor))
    visitor.press("注销账户")
    visitor.read("请先读完注销的后果")
    visitor.look()
    visitor.page.get_by_label("我已知道注销后账户不能恢复").check()
    visitor.press("注销账户")
    visitor.arrive("/accounts/deregistered/")
    visitor.look()
    assert User.objects.get(pk=holder.pk).name == "已注销用户"
