"""用户注册: the fields, what is refused where, and the race for one identity."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.forms.registration import RegistrationForm
from accounts.models import LoginIdentifier, OneTimeCode, User
from accounts.services import registration
from core.models import AuditEntry, OutboxRow
from messaging.models import Message
from tests.factories.accounts import make_id_number, make_mobile, make_user

URL = "accounts:register"
MOBILE = "13900007777"
ID_NUMBER = "450103199001010016"


def answers(**changes):
    return {
        "email": "Huang.XF@Example.cn",
        "document_kind": "resident_id",
        "nationality": "CHN",
        "id_number": ID_NUMBER,
        "name": "黄秀芳",
        "mobile": MOBILE,
        "sms_code": "246810",
        "password": "shan5shui",
        "password_again": "shan5shui",
        "security_question": "primary_school",
        "security_answer": "城东 小学",
        "notice_read": "on",
        "consent": "on",
        "sensitive_consent": "on",
        **changes,
    }


@pytest.fixture
def post(client, give_code, texts):
    """Post the form with a right SMS code, unless told otherwise."""

    def send(**changes):
        data = answers(**changes)
        give_code("register", MOBILE)
        return client.post(reverse(URL), data)

    return send


def errors_of(answer):
    assert answer.status_code == 422, answer.status_code
    return answer.context["form"].errors


def test_a_new_person_comes_straight_to_their_home(post, client):
    before = client.session.session_key
    answer = post()
    assert (answer.status_code, answer.url) == (302, "/my/")
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.session_key != before
    assert (user.name, user.name_pinyin, user.email) == ("黄秀芳", "huangxiufang", "huang.xf@example.cn")
    assert (user.birth_on, user.sex, user.id_number) == (date(1990, 1, 1), "male", ID_NUMBER)
    assert set(LoginIdentifier.objects.values_list("kind", flat=True)) == {"email", "id_number", "mobile"}
    assert AuditEntry.objects.filter(event="accounts.registered", subject_id=user.public_id).count() == 1


def test_password_and_answer_are_hashed_and_the_rest_is_sealed(post):
    post()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_user")
        row = str(cursor.fetchall())
    for secret in ("shan5shui", "城东", ID_NUMBER, MOBILE, "huang.xf"):
        assert secret not in row
    user = User.objects.get()
    assert user.check_password("shan5shui")
    assert registration.normalise_answer("城 东小学") == registration.normalise_answer("城东 小学")


def test_the_fields_stand_in_the_order_of_the_manual():
    own = [name for name in RegistrationForm().fields if name not in {"document_kind", "nationality"}]
    assert own == [
        "email",
        "id_number",
        "name",
        "mobile",
        "sms_code",
        "password",
        "password_again",
        "security_question",
        "security_answer",
        "notice_read",
        "consent",
        "sensitive_consent",
    ]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("email", "not-an-address", "邮箱应像"),
        ("id_number", "450103199001010017", "最后一位与前 17 位不符"),
        ("id_number", "610104620927690", "15 位的旧身份证号"),
        ("name", "", "请填写姓名"),
        ("name", "黄秀芳1", "不会出现在证件上的符号"),
        ("name", "<b>黄</b>", "不会出现在证件上的符号"),
        ("mobile", "12812345678", "1 开头的 11 位数字"),
        ("password", "123456", "很常见"),
        ("password", "ab19900101", "容易被人猜到"),
        ("password_again", "different9", "两次输入的密码不一样"),
        ("security_question", "", "请选择密保问题"),
        ("security_answer", "", "请填写安全答案"),
        ("notice_read", "", "请先阅读注册须知"),
        ("consent", "", "请先阅读《用户协议》《隐私政策》"),
        ("sensitive_consent", "", "请先阅读《敏感个人信息处理单独同意书》"),
        ("sms_code", "000000", "短信验证码不正确或已过期"),
        ("sms_code", "", "请填写短信里的 6 位数字"),
    ],
)
def test_an_error_stands_at_its_field_and_in_the_summary(post, field, value, sentence):
    answer = post(**{field: value})
    assert sentence in errors_of(answer)[field][0]
    body = answer.content.decode()
    summary = body.split("data-error-summary")[1].split("</ul>")[0]
    assert sentence in summary
    assert sentence in body.split(f'id="id_{field}_error"')[1].split("</div>")[0]
    assert f"有 {len(answer.context['form'].errors)} 处需要修改：用户注册" in body
    assert not User.objects.exists()


def test_what_was_typed_stays_and_the_passwords_do_not(post):
    body = post(name="", password="Very-secret-77").content.decode()
    for kept in ("Huang.XF@Example.cn", ID_NUMBER, MOBILE, "城东 小学"):
        assert kept in body
    assert "Very-secret-77" not in body


@pytest.mark.parametrize(
    ("kind", "number", "stored"),
    [
        ("hk_macao_permit", "h12345678", "H12345678"),
        ("taiwan_permit", "12345678(B)", "12345678"),
        ("permanent_residence", "USA110123456789", "USA110123456789"),
        ("permanent_residence", "911100199001010019", "911100199001010019"),
        ("passport", "EA1234567", "EA1234567"),
    ],
)
def test_other_documents_register_too(post, client, kind, number, stored):
    assert post(document_kind=kind, id_number=number).status_code == 302
    assert User.objects.get().id_number == stored


def test_a_foreign_passport_needs_its_country(post):
    assert "id_number" in errors_of(post(document_kind="passport", id_number="C01X00T47"))
    assert post(document_kind="passport", id_number="C01X00T47", nationality="DEU").status_code == 302


@pytest.mark.parametrize("field", ["email", "id_number", "mobile"])
def test_what_is_registered_is_told_only_after_the_mobile_is_proven(post, field):
    other = make_user()
    taken = {field: getattr(other, field)}
    if field == "mobile":
        other.login_identifiers.filter(kind="mobile").update(
            digest=registration.identifiers.of_mobile(MOBILE)
        )
        taken = {}
    assert list(errors_of(post(**taken, sms_code="000000"))) == ["sms_code"]
    assert errors_of(post(**taken))[field] == [registration.TAKEN[field]]
    assert User.objects.count() == 1


def test_the_same_name_may_register_twice(post):
    make_user(name="黄秀芳")
    assert post().status_code == 302


def test_a_renewed_permit_is_the_same_person(post, client):
    assert post(document_kind="hk_macao_permit", id_number="H1234567801").status_code == 302
    client.logout()
    changed = {"email": "b@example.cn", "document_kind": "hk_macao_permit", "id_number": "H1234567802"}
    LoginIdentifier.objects.filter(kind="mobile").update(digest="0" * 64)
    assert "id_number" in errors_of(post(**changed))


def test_a_proven_mobile_needs_no_second_code_for_a_quarter_of_an_hour(post, client):
    errors_of(post(name=""))
    assert client.post(reverse(URL), answers(sms_code="", name="")).context["form"].errors.keys() == {"name"}
    other = errors_of(client.post(reverse(URL), answers(sms_code="", mobile="13900006666")))
    assert "sms_code" in other
    assert client.post(reverse(URL), answers(sms_code="")).status_code == 302


@pytest.mark.parametrize("jump", [timedelta(minutes=16), timedelta(days=-2)])
def test_an_old_proof_of_a_mobile_does_not_count(post, client, jump):
    errors_of(post(name=""))
    with time_machine.travel(timezone.now() + jump, tick=False):
        late = client.post(reverse(URL), answers(sms_code="", name=""))
    assert "sms_code" in errors_of(late)


def test_without_scripts_the_page_sends_the_code_itself(client, picture_code, db):
    data = {**answers(), "send_code": "1", **picture_code()}
    answer = client.post(reverse(URL), data)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "短信验证码已发出" in body
    assert ID_NUMBER in body
    assert "shan5shui" not in body
    assert OneTimeCode.objects.count() == OutboxRow.objects.count() == 1
    wrong = client.post(reverse(URL), {**data, **picture_code("x")})
    assert wrong.status_code == 422
    assert "验证码不正确或已过期" in wrong.content.decode()
    soon = client.post(reverse(URL), {**data, **picture_code()})
    assert soon.status_code == 429


def test_scripts_get_the_same_answers_in_json(client, picture_code, db):
    url = reverse("accounts:sms_code_send")
    data = {"purpose": "register", "mobile": MOBILE}
    assert client.post(url, data).json()["errors"].keys() == {"captcha"}
    sent = client.post(url, {**data, **picture_code()})
    assert (sent.status_code, sent.json()["retry_after"]) == (200, 60)
    soon = client.post(url, {**data, **picture_code()})
    assert soon.status_code == 429
    assert int(soon["Retry-After"]) <= 60
    assert client.post(url, {"purpose": "sign_in", "mobile": MOBILE}).status_code == 200
    assert client.post(url, {"purpose": "paint", "mobile": MOBILE}).status_code == 422
    assert client.get(url).status_code == 405


def test_registering_is_rationed_per_address(client, db):
    for _ in range(30):
        assert client.post(reverse(URL), {}).status_code == 422
    assert client.post(reverse(URL), {}).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_of_two_who_register_at_once_one_wins_and_the_other_is_told_why(texts):
    start = Barrier(8)
    shared = {"email": "one@example.cn", "id_number": make_id_number(7), "mobile": make_mobile(7)}

    def attempt(number):
        own = {"email": f"own{number}@example.cn", "id_number": make_id_number(100 + number)}
        data = {**answers(), **shared, **(own if number % 2 else {})}
        start.wait(10)
        try:
            return registration.register(data)
        except registration.AlreadyRegistered as taken:
            return taken
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        ends = list(threads.map(attempt, range(8)))
    losers = [end for end in ends if isinstance(end, registration.AlreadyRegistered)]
    assert Message.objects.count() == 1
    assert (len(losers), User.objects.count(), LoginIdentifier.objects.count()) == (7, 1, 3)
    assert all("mobile" in taken.fields for taken in losers)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("张\u200b三\ufeff", "张三"),
        ("李〇", "李〇"),
        ("\U0002a6a5某", "\U0002a6a5某"),
        ("O’Neil Jr.", "O’Neil Jr."),
    ],
)
def test_a_name_keeps_every_character_that_can_be_seen(typed, kept):
    form = RegistrationForm(answers(name=typed))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == kept


@pytest.mark.parametrize("typed", ["😀", "·", "---", "李1", "<b>李</b>", "张\ue000", "李٣"])
def test_what_no_document_bears_is_no_name(typed):
    assert "name" in RegistrationForm(answers(name=typed)).errors


def test_a_code_may_be_typed_in_any_width(post):
    assert post(sms_code=" ２４６ 810 ").status_code == 302


@pytest.mark.parametrize(
    "field", ["email", "id_number", "name", "mobile", "sms_code", "password", "security_answer"]
)
@pytest.mark.parametrize("typed", ["a\0b", "长" * 100_000])
def test_refusals_are_sentences_of_ours(field, typed):
    said = " ".join(RegistrationForm(answers(**{field: typed})).errors[field])
    assert "变量" not in said
    assert "空字符串" not in said
