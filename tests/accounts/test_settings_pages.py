"""The gear as pages: every form kept when it is refused, codes asked for without scripts."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import CodePurpose, Role
from accounts.models import OneTimeCode, User
from tests.factories.accounts import (
    PASSWORD,
    actor_for,
    make_employer,
    make_office,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.usefixtures("texts")
FRESH = "Qingxiu-2027-feng"
NEW_MOBILE, NEW_EMAIL = "13900007777", "xin@example.cn"
GEAR = reverse("accounts:settings")
PASSWORD_PAGE, MOBILE_PAGE, EMAIL_PAGE, QUESTION_PAGE = (
    reverse(f"accounts:settings_{name}") for name in ("password", "mobile", "email", "question")
)
CONFIRM = reverse("accounts:email_confirm")


@pytest.fixture
def holder(db):
    return make_user()


@pytest.fixture
def inside(holder):
    return sign_in(Client(), actor_for(holder))


def errors(answer):
    """Fields with errors, by every form of the page."""
    return {name for form in answer.context["forms"] if form for name in form.errors} | set(
        answer.context["form"].errors if answer.context["form"].is_bound else ()
    )


def test_the_overview_shows_everything_masked(inside, holder):
    page = inside.get(GEAR).content.decode()
    assert f"139****{holder.mobile[-4:]}" in page
    assert "p***@example.cn" in page
    assert "未确认" in page
    assert holder.mobile not in page
    assert holder.email not in page
    assert holder.id_number not in page
    assert f'href="{GEAR}"' in inside.get("/my/").content.decode()


@pytest.mark.parametrize("house", [make_employer, make_office])
def test_staff_have_the_gear_in_their_own_layout(db, house):
    clerk = sign_in(Client(), actor_for(house=house(), role=Role.CLERK))
    for url in (GEAR, PASSWORD_PAGE, MOBILE_PAGE, EMAIL_PAGE, QUESTION_PAGE):
        page = clerk.get(url)
        assert page.status_code == 200
        assert "工作导航" in page.content.decode()


def test_a_password_is_changed_and_this_browser_stays(inside, holder):
    form = {"old_password": PASSWORD, "password": FRESH, "password_again": FRESH}
    done = inside.post(PASSWORD_PAGE, form)
    assert done.url == GEAR
    assert "密码已修改" in inside.get(GEAR).content.decode()
    assert User.objects.get().check_password(FRESH)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"old_password": "wrong"}, "old_password"),
        ({"old_password": ""}, "old_password"),
        ({"password": "12345", "password_again": "12345"}, "password"),
        ({"password_again": "different"}, "password_again"),
        ({"password": PASSWORD, "password_again": PASSWORD}, "password"),
    ],
)
def test_a_refused_password_is_told_at_its_field_and_never_sent_back(inside, changes, field):
    form = {"old_password": PASSWORD, "password": FRESH, "password_again": FRESH, **changes}
    answer = inside.post(PASSWORD_PAGE, form)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert FRESH not in answer.content.decode()


def test_a_mobile_is_changed_with_two_codes_asked_for_on_the_page(inside, holder, give_code):
    page = inside.post(MOBILE_PAGE, {"mobile": NEW_MOBILE, "send_new": "1"})
    assert page.status_code == 200
    assert NEW_MOBILE in page.content.decode()
    assert "验证码已发出" in page.content.decode()
    page = inside.post(MOBILE_PAGE, {"mobile": NEW_MOBILE, "send_old": "1", "password": PASSWORD})
    assert "已发到原手机号码" in page.content.decode()
    assert PASSWORD not in page.content.decode()
    assert OneTimeCode.objects.count() == 2
    codes = {
        "code": give_code(CodePurpose.CHANGE, NEW_MOBILE, "111111"),
        "old_code": give_code(CodePurpose.CHANGE, holder.mobile, "222222"),
    }
    assert inside.post(MOBILE_PAGE, {"mobile": NEW_MOBILE, **codes}).url == GEAR
    assert User.objects.get().mobile == NEW_MOBILE


def test_a_proven_mobile_needs_no_second_code(inside, holder, give_code):
    form = {"mobile": NEW_MOBILE, "code": give_code(CodePurpose.CHANGE, NEW_MOBILE), "password": "wrong"}
    answer = inside.post(MOBILE_PAGE, form)
    assert (answer.status_code, errors(answer)) == (422, {"password"})
    assert "已经验证过" in answer.content.decode()
    assert inside.post(MOBILE_PAGE, {"mobile": "13900008888", "password": PASSWORD}).status_code == 422
    assert inside.post(MOBILE_PAGE, {"mobile": NEW_MOBILE, "password": PASSWORD}).url == GEAR


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"mobile": "12", "password": PASSWORD}, "mobile"),
        ({"mobile": NEW_MOBILE, "password": PASSWORD}, "code"),
        ({"mobile": NEW_MOBILE, "password": PASSWORD, "code": "000000"}, "code"),
        ({"mobile": NEW_MOBILE, "code": "000000"}, "__all__"),
        ({"mobile": "12", "send_new": "1"}, "mobile"),
    ],
)
def test_a_refused_mobile_is_told_at_its_field(inside, holder, form, field):
    answer = inside.post(MOBILE_PAGE, form)
    assert (answer.status_code, errors(answer)) == (422, {field})
    assert 'role="alert"' in answer.content.decode()
    assert User.objects.get().mobile == holder.mobile


def test_codes_are_not_sent_twice_within_a_minute(inside, holder):
    for button, typed in (("send_new", {"mobile": NEW_MOBILE}), ("send_old", {"mobile": NEW_MOBILE})):
        assert inside.post(MOBILE_PAGE, {**typed, button: "1"}).status_code == 200
        again = inside.post(MOBILE_PAGE, {**typed, button: "1"})
        assert again.status_code == 429
        assert "秒后再获取" in again.content.decode()


def test_an_email_is_changed_and_thereby_confirmed(inside, holder, give_code):
    assert inside.post(EMAIL_PAGE, {"email": NEW_EMAIL, "send_new": "1"}).status_code == 200
    form = {"email": "Xin@Example.CN", "code": give_code(CodePurpose.CHANGE, NEW_EMAIL), "password": PASSWORD}
    assert inside.post(EMAIL_PAGE, form).url == GEAR
    person = User.objects.get()
    assert person.email == NEW_EMAIL
    assert person.email_confirmed_at


def test_an_email_of_another_is_told_at_its_field(inside, holder, give_code):
    taken = make_user().email
    form = {"email": taken, "code": give_code(CodePurpose.CHANGE, taken), "password": PASSWORD}
    answer = inside.post(EMAIL_PAGE, form)
    assert (answer.status_code, errors(answer)) == (422, {"email"})


def test_the_present_email_is_confirmed(inside, holder, give_code):
    sent = inside.post(CONFIRM, {"send_code": "1"})
    assert "已发到现在的邮箱" in sent.content.decode()
    assert inside.post(CONFIRM, {"send_code": "1"}).status_code == 429
    assert inside.post(CONFIRM, {"code": "12"}).status_code == 422
    assert inside.post(CONFIRM, {"code": "000000"}).status_code == 422
    assert inside.post(CONFIRM, {"code": give_code(CodePurpose.CHANGE, holder.email)}).url == GEAR
    page = inside.get(EMAIL_PAGE).content.decode()
    assert "确认现在的邮箱" not in page
    assert "已确认" in page


def test_the_security_question_is_changed(inside, holder):
    form = {"security_question": "first_teacher", "security_answer": "覃老师", "password": PASSWORD}
    for changes in ({"password": "wrong"}, {"security_answer": ""}, {"security_question": "x"}):
        answer = inside.post(QUESTION_PAGE, {**form, **changes})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(changes))
    assert inside.post(QUESTION_PAGE, form).url == GEAR
    assert User.objects.get().security_question == "first_teacher"


def test_strangers_are_sent_to_sign_in(client, db):
    for url in (GEAR, PASSWORD_PAGE, MOBILE_PAGE, EMAIL_PAGE, QUESTION_PAGE):
        assert client.get(url).url.startswith("/accounts/sign-in/?next=")
    assert client.post(CONFIRM, {"send_code": "1"}).status_code == 302
