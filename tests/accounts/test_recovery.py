"""忘记密码: three ways, one answer for every failure, one use of every proof."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.contrib.auth import hashers
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.enums import CodePurpose, RecoveryWay, Role
from accounts.models import OneTimeCode, User
from accounts.services import codes, recovery
from accounts.services.registration import normalise_answer
from core.errors import TooMany
from core.models import AuditEntry
from messaging.models import Delivery, Message, SandboxCopy
from tests.accounts.shapes import shapes_of
from tests.factories.accounts import PASSWORD, actor_for, make_employer, make_membership, make_user, sign_in

START, PROOF, NEW = (reverse(f"accounts:recovery_{step}") for step in ("start", "proof", "password"))
HOME = "198.51.100.7"
FRESH = "Qingxiu-2027-feng"
DIGITS = "246810"
ANSWER = "城东小学"
NOBODY = {"mobile": "13911112222", "email": "nobody@example.cn", "id_number": "450103199001018838"}

pytestmark = pytest.mark.usefixtures("texts")


@pytest.fixture
def holder(db):
    return make_user(
        security_question="primary_school", security_answer=make_password(normalise_answer(ANSWER))
    )


def typed(way, person):
    """What is filled in for a person, given as fields of a user or as a dict."""
    known = person if isinstance(person, dict) else vars_of(person)
    return {
        "sms": {"mobile": known["mobile"]},
        "email": {"account": known["id_number"], "email": known["email"]},
        "question": {"account": known["id_number"], "channel": "sms"},
    }[way]


def vars_of(user):
    return {name: getattr(user, name) for name in ("mobile", "email", "id_number")}


@pytest.fixture
def begin(client, picture_code):
    """Post the first page of a way."""

    def post(way, person, *, browser=None, address=HOME, **fields):
        data = {**typed(way, person), **picture_code(), **fields}
        return (browser or client).post(f"{START}?way={way}", data, REMOTE_ADDR=address)

    return post


def know_code(digits=DIGITS):
    """Give the newest code known digits, as if they had been sent."""
    code = OneTimeCode.objects.order_by("-pk").first()
    hashed = codes._hash(code.purpose, code.address_digest, digits)
    OneTimeCode.objects.filter(pk=code.pk).update(code_hash=hashed)
    return digits


def prove(client, way, *, code=None, answer=ANSWER, address=HOME):
    fields = {"code": code or know_code()} | ({"answer": answer} if way == "question" else {})
    return client.post(PROOF, fields, REMOTE_ADDR=address)


def renew(client, password=FRESH, again=None):
    return client.post(NEW, {"password": password, "password_again": again or password})


@pytest.mark.parametrize("way", RecoveryWay.values)
def test_each_way_leads_to_a_new_password(client, begin, holder, way):
    elsewhere = sign_in(Client(), actor_for(holder))
    assert begin(way, holder).url == PROOF
    assert prove(client, way).url == NEW
    done = renew(client)
    assert done.url == reverse("accounts:sign_in")
    assert "新密码已经设置好" in client.get(done.url).content.decode()
    holder.refresh_from_db()
    assert holder.check_password(FRESH)
    assert holder.password_changed_at
    assert elsewhere.get("/my/").status_code == 302
    assert bool(holder.email_confirmed_at) is (way == "email")
    events = AuditEntry.objects.filter(subject_id=holder.public_id).values_list("event", flat=True)
    assert {"accounts.recovery_proved", "accounts.password_reset"} <= set(events)


def test_the_holder_is_told_on_every_channel(client, begin, holder):
    begin("sms", holder)
    prove(client, "sms")
    renew(client)
    assert Message.objects.get(recipient=holder).template_code == "password_reset"
    told = Delivery.objects.filter(template_code="password_reset", recipient=holder)
    assert {(row.channel, row.address) for row in told} == {("sms", holder.mobile), ("email", holder.email)}


def test_staff_recover_too_and_need_ten_characters(client, begin, holder):
    make_membership(holder, make_employer(), Role.CLERK)
    begin("sms", holder)
    prove(client, "sms")
    assert "密码应为 10 至 64 位" in renew(client, "shan5shui").content.decode()
    assert renew(client).status_code == 302


def test_a_one_time_secret_ends_with_the_persons_own_password(client, begin, holder):
    User.objects.filter(pk=holder.pk).update(must_change_password=True, secret_expires_at=timezone.now())
    begin("sms", holder)
    prove(client, "sms")
    renew(client)
    holder.refresh_from_db()
    assert (holder.must_change_password, holder.secret_expires_at) == (False, None)


@pytest.mark.parametrize("way", RecoveryWay.values)
def test_a_code_is_sent_to_the_holder_and_to_nobody_else(
    client, begin, holder, way, django_capture_on_commit_callbacks
):
    reached = {"sms": holder.mobile, "email": holder.email, "question": holder.mobile}[way]
    with django_capture_on_commit_callbacks(execute=True):
        begin(way, holder)
        begin(way, NOBODY)
    template = "code_email" if way == "email" else "code_sms"
    assert [(row.template_code, row.is_secret) for row in Delivery.objects.all()] == [(template, True)]
    assert SandboxCopy.objects.get().address == reached


def test_account_and_email_must_be_of_one_person(client, begin, holder, django_capture_on_commit_callbacks):
    """An address misspelt at registration belongs to a stranger; it opens no account without the number."""
    with django_capture_on_commit_callbacks(execute=True):
        assert begin("email", vars_of(holder) | {"id_number": make_user().id_number}).url == PROOF
    assert not Delivery.objects.exists()
    assert prove(client, "email").status_code == 422


def test_the_email_alone_is_no_account(begin, holder, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        begin("email", vars_of(holder) | {"id_number": holder.email})
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("way", RecoveryWay.values)
def test_known_and_unknown_accounts_take_the_same_path(begin, holder, way, monkeypatch):
    hashed, seen = [], []
    hasher = type(hashers.get_hasher())
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))
    for person in (holder, NOBODY):
        browser = Client()
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            first = begin(way, person, browser=browser)
            page = browser.get(PROOF)
            wrong = prove(browser, way, code="000000", answer="城西小学")
        said = re.search(r'role="alert">(.*?)</div>', wrong.content.decode(), re.DOTALL)[1]
        answers = (first.status_code, first.url, page.status_code, wrong.status_code, said)
        seen.append((answers, len(hashed), shapes_of(queries)))
    assert seen[0] == seen[1]
    assert seen[0][0][3] == 422
    assert seen[0][1] == (1 if way == "question" else 0)


def test_nobody_is_asked_the_same_question_each_time_and_not_everybody_the_same(db):
    def question(account):
        data = {"account": account, "channel": "sms"}
        return recovery.start("question", data, address=account)["question"]

    asked = [question(f"1391111{number:04d}") for number in range(12)]
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        assert question("13911110000") == asked[0]
    assert len(set(asked)) > 2


def test_a_disabled_account_is_as_good_as_none(client, begin, holder, django_capture_on_commit_callbacks):
    User.objects.filter(pk=holder.pk).update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        begin("sms", holder)
    assert not Delivery.objects.exists()
    assert prove(client, "sms").status_code == 422


@pytest.mark.parametrize(("code", "answer"), [(None, "城西小学"), ("000000", ANSWER), ("000000", "城西小学")])
def test_the_question_never_suffices_alone_nor_does_the_code(client, begin, holder, code, answer):
    begin("question", holder)
    wrong = prove(client, "question", code=code, answer=answer)
    assert wrong.status_code == 422
    assert recovery.WRONG_ANSWER in wrong.content.decode()
    assert client.get(NEW).url == START


def test_the_operator_may_let_the_question_suffice(client, begin, holder, settings):
    settings.SECURITY_QUESTION_ALONE = True
    assert begin("question", holder).url == PROOF
    assert not OneTimeCode.objects.exists()
    page = client.get(PROOF).content.decode()
    assert "我的小学校名是？" in page
    assert 'name="code"' not in page
    assert client.post(PROOF, {"answer": "城西小学"}).status_code == 422
    assert client.post(PROOF, {"answer": " 城东小学 "}).url == NEW


def test_answers_are_few_per_account_and_a_day(begin, holder, settings):
    settings.SECURITY_QUESTION_ALONE = True
    statuses = []
    for number in range(12):
        browser, address = Client(), f"203.0.113.{number}"
        begin("question", holder, browser=browser, address=address)
        statuses.append(browser.post(PROOF, {"answer": "x"}, REMOTE_ADDR=address).status_code)
    assert statuses == [422] * 10 + [429] * 2


def test_five_tries_and_no_sixth(client, begin, holder):
    begin("sms", holder)
    know_code()
    for _ in range(5):
        assert prove(client, "sms", code="000000").status_code == 422
    last = prove(client, "sms", code=DIGITS)
    assert last.status_code == 429
    assert recovery.AGAIN in last.content.decode()


def test_a_code_for_something_else_proves_nothing(client, begin, holder, give_code):
    begin("sms", holder)
    OneTimeCode.objects.all().delete()
    digits = give_code(CodePurpose.SIGN_IN, holder.mobile)
    assert prove(client, "sms", code=digits).status_code == 422
    assert codes.consume(CodePurpose.SIGN_IN, holder.mobile, digits)


@pytest.mark.parametrize("jump", [timedelta(minutes=6), timedelta(days=-1)])
def test_expired_codes_and_jumping_clocks_prove_nothing(client, begin, holder, jump):
    begin("sms", holder)
    know_code()
    with time_machine.travel(timezone.now() + jump, tick=False):
        answer = prove(client, "sms", code=DIGITS)
    assert answer.status_code == 422 or answer.url == START


def test_each_step_ends_after_a_quarter_of_an_hour(client, begin, holder):
    begin("sms", holder)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        gone = client.get(PROOF)
        assert gone.url == START
        assert "已经超过 15 分钟" in client.get(gone.url).content.decode()
    begin("email", holder)
    prove(client, "email")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert renew(client).url == START
    holder.refresh_from_db()
    assert holder.check_password(PASSWORD)


def test_the_proof_belongs_to_its_session(client, begin, holder):
    before = client.session.session_key
    begin("sms", holder)
    begun = client.session.session_key
    prove(client, "sms")
    assert len({before, begun, client.session.session_key}) == 3
    stranger = Client()
    stranger.cookies["sessionid"] = begun
    assert stranger.get(NEW).url == START


def test_a_proof_sets_one_password(client, begin, holder):
    begin("sms", holder)
    prove(client, "sms")
    copy = Client()
    copy.cookies = client.cookies.copy()
    kept = dict(client.session.items())
    assert renew(client).status_code == 302
    assert renew(client, "Another-2027-feng").url == START
    session = client.session
    session.update(kept)
    session.save()
    assert renew(client, "Another-2027-feng").url == START
    holder.refresh_from_db()
    assert holder.check_password(FRESH)


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("12345", None, "密码应为 6 至 64 位"),
        ("password1", None, "容易被人猜到"),
        (FRESH, "different", "两次输入的密码不一样"),
        ("", "", "请设置新密码"),
    ],
)
def test_a_bad_new_password_is_told_at_its_field_and_may_be_mended(
    client, begin, holder, password, again, sentence
):
    begin("sms", holder)
    prove(client, "sms")
    bad = renew(client, password, again)
    assert bad.status_code == 422
    assert sentence in bad.content.decode()
    assert FRESH not in bad.content.decode()
    assert renew(client).status_code == 302


def test_another_code_may_be_asked_for(client, begin, holder):
    begin("question", holder)
    first = know_code("111111")
    soon = client.post(PROOF, {"send_code": "1", "answer": ANSWER}, REMOTE_ADDR=HOME)
    assert soon.status_code == 429
    assert "秒后再获取" in soon.content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=62)):
        page = client.post(PROOF, {"send_code": "1", "answer": ANSWER}, REMOTE_ADDR=HOME)
        assert page.status_code == 200
        assert ANSWER in page.content.decode()
        second = know_code()
        assert prove(client, "question", code=first).status_code == 422
        assert prove(client, "question", code=second).url == NEW


def test_a_wrong_picture_code_or_field_sends_nothing(client, begin, holder, picture_code):
    wrong = begin("sms", holder, **picture_code("99x9"))
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["captcha"])
    assert begin("sms", {**NOBODY, "mobile": "12"}).status_code == 422
    assert begin("email", {**NOBODY, "email": "no"}).status_code == 422
    assert begin("question", NOBODY, channel="letter").status_code == 422
    assert not OneTimeCode.objects.exists()


def test_an_address_is_braked_and_its_neighbours_are_not(db):
    for _ in range(recovery.PER_ADDRESS):
        recovery._brake(HOME)
    with pytest.raises(TooMany, match="尝试次数较多") as full:
        recovery.start("sms", {"mobile": NOBODY["mobile"]}, address=HOME)
    assert 0 < full.value.retry_after <= 3600
    assert recovery.start("sms", {"mobile": NOBODY["mobile"]}, address="203.0.113.5")


@pytest.mark.parametrize("url", [PROOF, NEW])
def test_no_step_can_be_taken_first(client, db, url):
    assert client.get(url).url == START
    assert client.post(url, {"code": "1", "password": FRESH, "password_again": FRESH}).url == START


def race(use, times=20):
    """The same proof from 20 threads at once; returns how many were let in."""
    start = Barrier(times)

    def attempt(_):
        try:
            start.wait(10)
            return bool(use())
        except recovery.Unproven:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return sum(threads.map(attempt, range(times)))


@pytest.fixture
def crowd(transactional_db, holder, monkeypatch):
    """A challenge whose code is known, and no limit but that of the code itself."""
    monkeypatch.setattr(recovery, "MOST_TRIES", 1000)
    challenge = recovery.start("sms", {"mobile": holder.mobile}, address=HOME)
    know_code()
    return challenge


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_code_prove_themselves_once(crowd):
    assert race(lambda: recovery.prove(crowd, code=DIGITS, answer="", address=HOME)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_race_finds_a_proof_that_is_not_atomic(crowd, monkeypatch):
    """Negative control: look first, mark later."""
    looked = Barrier(20)

    def look_then_mark(purpose, digest, code):
        found = OneTimeCode.objects.filter(used_at=None, code_hash=codes._hash(purpose, digest, code)).first()
        looked.wait(10)
        OneTimeCode.objects.filter(pk=found.pk).update(used_at=timezone.now())
        return True

    monkeypatch.setattr(codes, "consume_digest", look_then_mark)
    assert race(lambda: recovery.prove(crowd, code=DIGITS, answer="", address=HOME)) > 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_ticket_set_one_password(holder):
    ticket = recovery.ticket(holder, "sms")
    passwords = iter(f"Qingxiu-20{number}-feng" for number in range(20))

    def use():
        try:
            return recovery.set_password(ticket, next(passwords))
        except recovery.Refused:
            return False

    assert race(use) == 1


def test_nothing_can_be_read_from_session_and_tables(client, begin, holder):
    begin("question", holder)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        stored = str(cursor.fetchall()) + str(dict(client.session.items()))
    for secret in (*vars_of(holder).values(), ANSWER):
        assert secret not in stored
