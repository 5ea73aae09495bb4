"""SMS codes: six digits, five minutes, five tries, used once, asked for sparingly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.enums import CodePurpose
from accounts.models import OneTimeCode
from accounts.services import codes, identifiers
from core.errors import TooMany
from core.models import OutboxRow
from messaging.models import Delivery
from tests.accounts.shapes import shapes_of
from tests.factories.accounts import make_user

MOBILE = "13900007777"
REGISTER, SIGN_IN = CodePurpose.REGISTER, CodePurpose.SIGN_IN


def ask_later(seconds, purpose=REGISTER, mobile=MOBILE, address="192.0.2.1"):
    with time_machine.travel(timezone.now() + timedelta(seconds=seconds), tick=False):
        codes.send(purpose, mobile, address)


def sent_messages():
    return Delivery.objects.filter(channel="sms")


def test_the_right_code_works_once(give_code):
    digits = give_code(REGISTER, MOBILE)
    assert codes.consume(REGISTER, MOBILE, digits)
    assert not codes.consume(REGISTER, MOBILE, digits)


def test_a_code_serves_its_purpose_and_its_mobile_only(give_code):
    digits = give_code(REGISTER, MOBILE)
    assert not codes.consume(SIGN_IN, MOBILE, digits)
    assert not codes.consume(REGISTER, "13900008888", digits)
    assert codes.consume(REGISTER, MOBILE, digits)


def test_five_tries_and_no_sixth(give_code):
    digits = give_code(REGISTER, MOBILE)
    for _ in range(5):
        assert not codes.consume(REGISTER, MOBILE, "000000")
    assert not codes.consume(REGISTER, MOBILE, digits)


def test_the_fifth_try_still_counts(give_code):
    digits = give_code(REGISTER, MOBILE)
    for _ in range(4):
        codes.consume(REGISTER, MOBILE, "000000")
    assert codes.consume(REGISTER, MOBILE, digits)


@pytest.mark.parametrize(("jump", "works"), [(290, True), (301, False), (86400, False), (-2 * 86400, False)])
def test_expired_codes_and_jumping_clocks_fail_closed(give_code, jump, works):
    digits = give_code(REGISTER, MOBILE)
    with time_machine.travel(timezone.now() + timedelta(seconds=jump), tick=False):
        assert codes.consume(REGISTER, MOBILE, digits) is works


def test_a_new_code_replaces_the_old(give_code):
    old = give_code(REGISTER, MOBILE)
    ask_later(61)
    assert not codes.consume(REGISTER, MOBILE, old)
    assert OneTimeCode.objects.filter(used_at=None).count() == 1


def test_resending_waits_sixty_seconds(db):
    codes.send(REGISTER, MOBILE, "192.0.2.1")
    with pytest.raises(TooMany, match="秒后再获取") as full:
        ask_later(30)
    assert 25 <= full.value.retry_after <= 31
    ask_later(61)


def test_ten_a_day_per_mobile(db):
    for number in range(10):
        ask_later(61 * number, address=f"192.0.2.{number}")
    with pytest.raises(TooMany, match="这个手机号今天"):
        ask_later(61 * 10, address="192.0.2.99")


def test_thirty_a_day_per_address(db):
    for number in range(30):
        codes.send(REGISTER, f"139{number:08d}", "192.0.2.1")
    with pytest.raises(TooMany, match="这个网络今天"):
        codes.send(REGISTER, "13988888888", "192.0.2.1")
    codes.send(REGISTER, "13988888888", "192.0.2.2")


def test_what_is_not_a_mobile_is_refused(db):
    with pytest.raises(ValidationError):
        codes.send(REGISTER, "12812345678", "192.0.2.1")


def test_asking_takes_the_same_statements_for_known_and_unknown_mobiles(db):
    known = make_user().mobile
    shapes = []
    for mobile in (known, MOBILE):
        with CaptureQueriesContext(connection) as seen:
            codes.send(SIGN_IN, mobile, "192.0.2.1")
        shapes.append(shapes_of(seen))
    assert shapes[0] == shapes[1]


def test_only_a_registered_mobile_is_sent_a_sign_in_code(django_capture_on_commit_callbacks, texts):
    known = make_user().mobile
    for mobile, messages in ((MOBILE, 0), (known, 1)):
        with django_capture_on_commit_callbacks(execute=True):
            codes.send(SIGN_IN, mobile, "192.0.2.1")
        assert sent_messages().count() == messages
    hashes = OneTimeCode.objects.order_by("pk").values_list("code_hash", flat=True)
    assert [bool(kept) for kept in hashes] == [False, True]


def test_an_unsent_code_cannot_be_guessed(db):
    codes.send(SIGN_IN, MOBILE, "192.0.2.1")
    assert not codes.consume(SIGN_IN, MOBILE, "")


def test_delivering_twice_sends_one_message(texts):
    codes.send(REGISTER, MOBILE, "192.0.2.1")
    code = OneTimeCode.objects.get()
    for _ in range(2):
        codes.deliver(code.public_id, MOBILE)
    assert sent_messages().count() == 1


def test_neither_mobile_nor_code_can_be_read_from_the_tables(give_code):
    digits = give_code(REGISTER, MOBILE)
    row = OneTimeCode.objects.values().get()
    assert MOBILE not in str(row)
    assert digits not in str(row)
    assert MOBILE not in OutboxRow.objects.values_list("payload", flat=True).get()


def race(use, digits, times=20):
    """The same right code from 20 threads at once; returns how many were let in."""
    start = Barrier(times)

    def attempt(_):
        try:
            start.wait(10)
            return use(REGISTER, MOBILE, digits)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return sum(threads.map(attempt, range(times)))


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_get_in_once(give_code):
    assert race(codes.consume, give_code(REGISTER, MOBILE)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_race_finds_a_check_that_is_not_atomic(give_code):
    """Negative control: look first, mark later."""
    looked = Barrier(20)

    def look_then_mark(purpose, mobile, digits):
        digest = identifiers.of_mobile(mobile)
        hashed = codes._hash(purpose, digest, digits)
        found = OneTimeCode.objects.filter(used_at=None, code_hash=hashed).first()
        looked.wait(10)
        OneTimeCode.objects.filter(pk=found.pk).update(used_at=timezone.now())
        return True

    assert race(look_then_mark, give_code(REGISTER, MOBILE)) > 1
