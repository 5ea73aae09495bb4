"""忘记密码 from the sign-in page to the own home, with the code read from the demo's telephone."""

import pytest

from messaging import reference
from tests.browser import steps
from tests.factories.accounts import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FRESH = "Qingxiu-2027-feng"
WAYS = ("邮箱找回", "安全问题找回", "短信找回")


@pytest.mark.parametrize("width", [1366, 390])
def test_a_forgotten_password_is_replaced_by_a_text_message(visit, transactional_db, width):
    reference.texts()
    holder = make_user()
    visitor = visit(width)
    visitor.go("/accounts/sign-in/")
    visitor.link("忘记密码")
    for way in WAYS:
        visitor.link(way)
        visitor.page.locator("[aria-current=page]", has_text=way).wait_for()
        visitor.look()
    steps.field(visitor, "手机号码").fill(holder.mobile)
    visitor.solve()
    visitor.press("开始验证")
    visitor.arrive("/accounts/recovery/proof/")
    visitor.look()
    steps.field(visitor, "验证码").fill("000000")
    visitor.press("下一步")
    visitor.read("验证码不正确或已过期")
    visitor.look()
    steps.field(visitor, "验证码").fill(steps.read_code(visitor))
    visitor.press("下一步")
    visitor.arrive("/accounts/recovery/new-password/")
    steps.field(visitor, "新密码").fill(FRESH)
    visitor.read("密码强度")
    steps.field(visitor, "确认密码").fill(FRESH)
    visitor.look()
    visitor.press("保存新密码")
    visitor.arrive("/accounts/sign-in/")
    visitor.read("新密码已经设置好")
    visitor.sign_in("/accounts/sign-in/", holder.mobile, FRESH)
    visitor.arrive("/my/")
    for page in ("", "password/", "mobile/", "email/", "question/"):
        visitor.go(f"/accounts/settings/{page}")
        visitor.look()
