"""Signing in: doors, one answer for every failure, brakes that never shut out the owner."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import hashers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Door, EmployerState, Role
from accounts.models import SignInRecord
from accounts.services import signin
from core import limits
from core.errors import TooMany
from core.models import AuditEntry
from tests.accounts.shapes import shapes_of
from tests.factories.accounts import (
    PASSWORD,
    know_address,
    make_employer,
    make_membership,
    make_office,
    make_user,
)

HOME = "198.51.100.7"
WRONG = "wrong-password"
URL = "accounts:sign_in"


def attempt(account, password, *, door=Door.INDIVIDUAL, address=HOME):
    return signin.authenticate(account=account, password=password, door=door, address=address)


def fail(account, *, address=HOME, door=Door.INDIVIDUAL):
    with pytest.raises(signin.WrongCredentials):
        attempt(account, WRONG, address=address, door=door)


@pytest.fixture
def steady_clock():
    """Counters have fixed windows on the database's clock; their tests must not straddle the end of one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::int % 900")
        left = 900 - cursor.fetchone()[0]
        if left < 20:
            cursor.execute("SELECT pg_sleep(%s)", [left + 1])


@pytest.mark.parametrize("field", ["id_number", "mobile", "email"])
def test_each_of_the_three_identifiers_signs_in(db, field):
    user = make_user(id_number="45010319900101018X")
    typed = getattr(user, field)
    for way in (typed, typed.lower(), f" {typed} "):
        assert attempt(way, PASSWORD).user == user


def test_the_page_signs_in_and_leads_home(db, client, sign_in_page):
    user = make_user()
    answer = sign_in_page(user.mobile, PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/my/")
    assert client.session["_auth_user_id"] == str(user.pk)
    assert SignInRecord.objects.get().user == user
    assert AuditEntry.objects.filter(event="accounts.signed_in", actor_id=user.public_id).count() == 1


def test_a_wanted_page_of_ours_comes_next_and_a_foreign_one_does_not(db, client, sign_in_page):
    user = make_user()
    url = reverse(URL)
    assert sign_in_page(user.mobile, PASSWORD, url=f"{url}?next=/certificates/").url == "/certificates/"
    for foreign in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        assert sign_in_page(user.mobile, PASSWORD, url=f"{url}?next={foreign}").url == "/my/"


@pytest.mark.parametrize(
    ("tab", "role", "home"), [("employer", Role.OWNER, "/unit/"), ("clerk", Role.CLERK, "/unit/")]
)
def test_each_tab_asks_for_its_membership(db, client, sign_in_page, tab, role, home):
    user = make_user()
    other = Role.CLERK if role == Role.OWNER else Role.OWNER
    make_membership(user, make_employer(), other)
    assert signin.WRONG in sign_in_page(user.mobile, PASSWORD, tab=tab).content.decode()
    mine = make_membership(user, make_employer(), role)
    assert sign_in_page(user.mobile, PASSWORD, tab=tab).url == home
    assert client.session["membership"] == str(mine.public_id)


def test_offices_have_a_door_of_their_own(db, client, sign_in_page):
    user = make_user(staff_name="qz-clerk")
    url = reverse("accounts:office_sign_in")
    assert sign_in_page("qz-clerk", PASSWORD, url=url).status_code == 422
    make_membership(user, make_office(), Role.CLERK)
    assert sign_in_page("QZ-Clerk", PASSWORD, url=url).url == "/office/"
    assert sign_in_page("qz-clerk", PASSWORD, tab="clerk").status_code == 422


def test_ended_future_and_disabled_memberships_open_nothing(db):
    user, today = make_user(), timezone.localdate()
    day = timedelta(days=1)
    make_membership(user, make_employer(), from_on=today - 9 * day, to_on=today - day)
    make_membership(user, make_employer(), from_on=today + day)
    make_membership(user, make_employer(state=EmployerState.DISABLED))
    with pytest.raises(signin.WrongCredentials):
        attempt(user.mobile, PASSWORD, door=Door.CLERK)
    make_membership(user, make_employer(), from_on=today, to_on=today)
    assert attempt(user.mobile, PASSWORD, door=Door.CLERK)


def test_a_disabled_person_gets_the_same_answer(db):
    user = make_user(is_active=False)
    with pytest.raises(signin.WrongCredentials, match="账号或密码不正确，或验证码已过期。请核对后再试"):
        attempt(user.mobile, PASSWORD)


def test_no_account_accepts_the_help_line(db):
    user = make_user()
    with pytest.raises(signin.WrongCredentials):
        attempt(user.mobile, "5505013")


@pytest.mark.parametrize("door", Door.values)
def test_known_and_unknown_accounts_take_the_same_path(db, client, sign_in_page, monkeypatch, door):
    known = make_user()
    url = reverse("accounts:office_sign_in") if door == Door.OFFICE else ""
    hashed = []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))
    seen = []
    for account in (known.mobile, "13911112222"):
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            answer = sign_in_page(account, WRONG, tab=door, url=url)
        body = answer.content.decode().replace(account, "…")
        seen.append((answer.status_code, len(hashed), shapes_of(queries), signin.WRONG in body))
    assert seen[0] == seen[1]
    assert seen[0][:2] == (422, 1)
    assert seen[0][3]


def test_a_wrong_picture_code_is_told_at_its_field_before_the_password_is_looked_at(
    db, client, sign_in_page, picture_code
):
    user = make_user()
    answer = sign_in_page(user.mobile, PASSWORD, **picture_code("99x9"))
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == ["captcha"]
    assert not AuditEntry.objects.filter(event="accounts.sign_in_failed").exists()


def test_what_was_typed_stays_and_the_password_does_not(db, client, sign_in_page):
    body = sign_in_page("13911112222", "Secret-of-mine-9").content.decode()
    assert "13911112222" in body
    assert "Secret-of-mine-9" not in body
    assert "有 1 处需要修改：登录" in body


def test_ten_attempts_per_account_and_address(db, steady_clock):
    user = make_user()
    know_address(user, HOME)
    for _ in range(10):
        fail(user.mobile)
    with pytest.raises(TooMany) as full:
        attempt(user.mobile, PASSWORD)
    assert 0 < full.value.retry_after <= 900


def test_the_three_names_of_one_account_share_their_limit(db, steady_clock):
    user = make_user()
    know_address(user, HOME)
    for typed in (user.mobile, user.email, user.id_number) * 3:
        fail(typed)
    fail(user.mobile)
    with pytest.raises(TooMany):
        fail(user.email)


def test_a_hundred_attempts_an_hour_per_address(db):
    for number in range(100):
        fail(f"139{number:08d}")
    with pytest.raises(TooMany):
        attempt(make_user().mobile, PASSWORD)
    assert attempt(make_user().mobile, PASSWORD, address="203.0.113.1")


def test_wrong_picture_codes_count_for_their_address(db):
    for _ in range(100):
        signin.count_wrong_captcha(HOME)
    with pytest.raises(TooMany):
        signin.count_wrong_captcha(HOME)


def test_the_owner_gets_in_at_once_while_strangers_guess(db, steady_clock):
    """30 wrong passwords from 30 addresses; the owner at the usual address does not notice."""
    user = make_user()
    know_address(user, HOME)
    tried, waits = 0, []
    for number in range(30):
        try:
            attempt(user.mobile, WRONG, address=f"203.0.113.{number}")
        except signin.WrongCredentials:
            tried += 1
        except TooMany as slow:
            waits.append(slow.retry_after)
    assert tried + len(waits) == 30
    assert tried <= 10
    assert all(1 <= wait <= signin.LONGEST_DELAY for wait in waits)
    assert attempt(user.mobile, PASSWORD).user == user


def test_the_delay_ends_and_is_never_a_lock(db, steady_clock):
    user = make_user()
    for number in range(5):
        fail(user.mobile, address=f"203.0.113.{number}")
    stranger = "203.0.113.99"
    waited = 0
    for _ in range(3):
        try:
            assert attempt(user.mobile, PASSWORD, address=stranger).user == user
            break
        except TooMany as slow:
            waited += slow.retry_after
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(%s)", [slow.retry_after])
    else:
        pytest.fail(f"still shut after {waited} s")


def test_an_address_is_known_for_ninety_days(db, steady_clock):
    user = make_user()
    key = str(user.public_id)
    know_address(user, HOME, at=timezone.now() - timedelta(days=91))
    know_address(make_user(), HOME)
    for _ in range(10):
        limits.hit("accounts.sign_in.failures", key, limit=100, window=signin.QUARTER)
    slowed = [_is_slowed(user, key) for _ in range(3)]
    know_address(user, HOME)
    assert slowed[1:] == [True, True]
    assert not any(_is_slowed(user, key) for _ in range(3))


def _is_slowed(user, key):
    try:
        signin._delay_strangers(user, key, HOME)
    except TooMany:
        return True
    return False


def test_a_refused_page_says_when_to_come_back(db, client, sign_in_page, steady_clock):
    user = make_user()
    know_address(user, HOME)
    for _ in range(10):
        assert sign_in_page(user.mobile, WRONG).status_code == 422
    answer = sign_in_page(user.mobile, PASSWORD)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert user.mobile in answer.content.decode()


def test_sms_signs_in_while_the_password_way_is_slowed(db, client, give_code, steady_clock):
    user = make_user()
    for number in range(12):
        try:
            attempt(user.mobile, WRONG, address=f"203.0.113.{number}")
        except (signin.WrongCredentials, TooMany):
            continue
    data = {"mobile": user.mobile, "sms_code": give_code("sign_in", user.mobile)}
    answer = client.post(reverse("accounts:sign_in_sms"), data, REMOTE_ADDR="203.0.113.200")
    assert (answer.status_code, answer.url) == (302, "/my/")


def test_a_code_for_a_mobile_nobody_has_opens_nothing(db, client, give_code):
    user = make_user()
    seen = []
    for mobile, code in ((user.mobile, "000000"), ("13911112222", "000000")):
        give_code("sign_in", mobile)
        with CaptureQueriesContext(connection) as queries:
            answer = client.post(reverse("accounts:sign_in_sms"), {"mobile": mobile, "sms_code": code})
        seen.append((answer.status_code, shapes_of(queries), signin.WRONG_CODE in answer.content.decode()))
    assert seen[0] == seen[1]
    assert seen[0][0] == 422
    good = give_code("sign_in", "13911112222")
    answer = client.post(reverse("accounts:sign_in_sms"), {"mobile": "13911112222", "sms_code": good})
    assert answer.status_code == 422


def test_a_clock_set_back_does_not_open_the_door(db, client, give_code):
    user = make_user()
    code = give_code("sign_in", user.mobile)
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        answer = client.post(reverse("accounts:sign_in_sms"), {"mobile": user.mobile, "sms_code": code})
    assert answer.status_code == 422


def test_without_scripts_the_sms_page_sends_the_code_itself(db, client):
    url = reverse("accounts:sign_in_sms")
    answer = client.post(url, {"mobile": "13911112222", "send_code": "1"})
    assert answer.status_code == 200
    assert "如果这个手机号已经注册" in answer.content.decode()
    assert client.post(url, {"mobile": "13911112222", "send_code": "1"}).status_code == 429
    assert client.post(url, {"mobile": "12", "send_code": "1"}).status_code == 422
