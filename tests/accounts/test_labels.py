"""Words of the manuals, letter by letter, where a person reads them."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts import labels
from tests.factories.accounts import actor_for, sign_in

# 个人版用户操作说明 2019, §1–§2; 审验指引 2019, 第一步、第二步. Sentence 3 of the notice is decision B5.
ENTRANCE = ["我是个人用户", "我要报职称", "注册", "证书在线审验", "创新引领 共享发展"]
SIGN_IN = [
    "重要说明",
    "为了获得更好的用户体验，请使用以下浏览器：谷歌浏览器（Chrome）、火狐浏览器（Firefox）、360安全浏览器（极速模式）",
    "个人账户登录",
    "单位账户登录",
    "单位工作人员登录",
    "账号密码登录",
    "短信快速登录",
    ">账号<",
    "请输入身份证号\\邮箱号\\手机号",
    ">密码<",
    "请输入密码",
    ">验证码<",
    "请输入验证码",
    ">登录<",
    ">注册<",
]
SIGN_IN_SMS = [">手机号<", ">验证码<", "获取短信验证码", ">登录<", ">注册<"]
REGISTER = [
    "个人账户注册信息（身份证号、注册手机号码、绑定邮箱）必须由本人完成。并请妥善保管个人账户的账号、密码。",
    "注册须知",
    "关闭",
    "证书审验的专业技术人员，必须先注册，注册后方能证书审验；",
    "请专业技术人员认真、如实填写个人信息。其中姓名、身份证号作为证书审验基本信息，手机号码和邮箱作为专业技术人员登录系统和找回密码工具，经确认后不可随意更改。",
    "相同身份证号、手机号码和邮箱只允许注册一次。",
    "账号、密码、邮箱、安全问题和安全答案需妥善保管，如密码丢失，可通过注册时预留邮箱、安全问题和安全答案找回密码。账号和密码如被他人盗用责任自负。",
    (
        "注册时姓名和身份证号错误如需更改，请提供个人有效身份证正反面扫描件原件，个人情况说明并加盖单位公章扫"
        "描件原件，发送至区人才职改办邮箱：qrczgb@163.com，并致电 0771-5505013 修"
        "改。"
    ),
    "用户注册",
    ">E-Mail<",
    ">身份证号<",
    ">姓名<",
    ">手机号码<",
    ">密码<",
    "6-64位，可用字母、数字和符号",
    ">确认密码<",
    ">选择安全问题<",
    "请选择密保问题",
    ">安全答案<",
    "返回登录",
    "创建用户",
]
EMPLOYER = [
    "单位(如无法搜索到所需的单位信息，请先进行注册)",
    "请输入单位名称关键字，例如“广西”，并从弹出的下拉列表中选择。",
]


def words_of(answer):
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("name", "words"),
    [("entrance", ENTRANCE), ("sign_in", SIGN_IN), ("sign_in_sms", SIGN_IN_SMS), ("register", REGISTER)],
)
def test_the_page_has_the_words_of_the_manual(db, client, name, words):
    page = words_of(client.get(reverse(f"accounts:{name}")))
    missing = [word for word in words if word not in page and escape(word) not in page]
    assert not missing


def test_the_fields_of_registration_come_in_the_order_of_the_manual(db, client):
    page = words_of(client.get(reverse("accounts:register")))
    places = [page.index(word) for word in REGISTER[8:]]
    in_order = [place for word, place in zip(REGISTER[8:], places, strict=True) if word.startswith(">")]
    assert in_order == sorted(in_order)
    assert page.rindex("返回登录") < page.rindex("创建用户")


def test_the_employer_field_has_the_words_of_the_manual(db, client):
    sign_in(client, actor_for())
    page = words_of(client.get(reverse("accounts:employer_choose")))
    assert all(word in page for word in EMPLOYER)


def test_nothing_on_the_pages_breaks_the_content_security_policy(db, client):
    for name in ("entrance", "sign_in", "sign_in_sms", "register", "office_sign_in"):
        page = client.get(reverse(f"accounts:{name}")).content.decode()
        assert " style=" not in page
        assert " onclick=" not in page


def test_the_account_guide_is_linked_and_names_every_tab(client, db):
    words = words_of(client.get(reverse("accounts:sign_in")))
    assert labels.GUIDE_LINK in words
    assert labels.VERIFY_SLOGAN in words
    guide = words_of(client.get(reverse("accounts:account_guide")))
    assert all(tab in guide for tab in (labels.TAB_INDIVIDUAL, labels.TAB_EMPLOYER, labels.TAB_CLERK))
