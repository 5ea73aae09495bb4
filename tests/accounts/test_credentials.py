"""Changing password, mobile, e-mail and security question: each proven, told everywhere, sparingly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.contrib.auth.hashers import check_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actors import actor_of
from accounts.enums import CodePurpose, Door, Role
from accounts.models import ContactChange, LoginIdentifier, User
from accounts.services import alerts, codes, contact_changes, credentials, identifiers, signin
from core.errors import Refused, TooMany
from core.models import AuditEntry
from messaging.models import Delivery, Message
from tests.factories.accounts import PASSWORD, make_employer, make_membership, make_user, sign_in

pytestmark = pytest.mark.usefixtures("texts")
FRESH = "Qingxiu-2027-feng"
NEW_MOBILE, NEW_EMAIL = "13900007777", "xin@example.cn"


@pytest.fixture
def holder(db):
    return make_user()


def change_password(user, *, old=PASSWORD, new=FRESH, keep=""):
    return credentials.change_password(old=old, new=new, actor=actor_of(user), keep=keep)


def change_mobile(user, mobile=NEW_MOBILE, *, old_code="", password=PASSWORD, keep=""):
    return contact_changes.change_mobile(
        mobile, old_code=old_code, password=password, actor=actor_of(user), keep=keep
    )


def change_email(user, email=NEW_EMAIL, *, password=PASSWORD):
    return contact_changes.change_email(email, password=password, actor=actor_of(user), keep="")


def change_question(user, *, answer="覃老师", password=PASSWORD):
    return credentials.change_security_question(
        question="first_teacher", answer=answer, password=password, actor=actor_of(user), keep=""
    )


CHANGES = {
    "password_changed": change_password,
    "mobile_changed": change_mobile,
    "email_changed": change_email,
    "security_question_changed": change_question,
}


def told(event):
    """Channel and address of every text sent outside the site."""
    return sorted((row.channel, row.address) for row in Delivery.objects.filter(template_code=event))


@pytest.mark.parametrize("event", CHANGES)
def test_a_change_is_recorded_told_and_ends_the_other_sessions(holder, event):
    browsers = [sign_in(Client(), actor_of(holder)) for _ in range(2)]
    CHANGES[event](holder)
    assert AuditEntry.objects.filter(event=f"accounts.{event}", subject_id=holder.public_id).count() == 1
    assert Message.objects.get(recipient=holder).template_code == event
    assert {channel for channel, _ in told(event)} == {"sms", "email"}
    assert not Session.objects.exists()
    assert [browser.get("/my/").status_code for browser in browsers] == [302, 302]


@pytest.mark.parametrize("event", CHANGES)
def test_a_wrong_password_changes_nothing(holder, event):
    before = User.objects.values().get()
    wrong = {"old": "wrong"} if event == "password_changed" else {"password": "wrong"}
    with pytest.raises(credentials.Unproven, match="密码不正确"):
        CHANGES[event](holder, **wrong)
    assert User.objects.values().get() == before
    assert not AuditEntry.objects.filter(event=f"accounts.{event}").exists()


@pytest.mark.parametrize("event", CHANGES)
def test_what_fails_on_the_way_leaves_nothing_behind(holder, event, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no way out")

    monkeypatch.setattr(alerts, "tell_everywhere", fail)
    before = User.objects.values().get(), list(LoginIdentifier.objects.values())
    with pytest.raises(OSError, match="no way out"):
        CHANGES[event](holder)
    assert (User.objects.values().get(), list(LoginIdentifier.objects.values())) == before
    assert not ContactChange.objects.exists()
    assert not AuditEntry.objects.filter(event=f"accounts.{event}").exists()


def test_the_session_that_changes_stays(holder):
    mine, other = sign_in(Client(), actor_of(holder)), sign_in(Client(), actor_of(holder))
    change_mobile(holder, keep=mine.session.session_key)
    assert (mine.get("/my/").status_code, other.get("/my/").status_code) == (200, 302)


def test_wrong_passwords_are_few(holder):
    for _ in range(credentials.PER_ACCOUNT):
        with pytest.raises(credentials.Unproven):
            change_password(holder, old="wrong")
    with pytest.raises(TooMany, match="密码输入次数较多"):
        change_password(holder)


@pytest.mark.parametrize(
    ("new", "problem"),
    [(PASSWORD, credentials.Unproven), ("12345", ValidationError), ("5505013x", ValidationError)],
)
def test_the_new_password_obeys_the_rules(holder, new, problem):
    with pytest.raises(problem):
        change_password(holder, new=new)


def test_passwords_of_own_data_are_refused_and_staff_need_ten(holder):
    with pytest.raises(ValidationError, match="容易被人猜到"):
        change_password(holder, new=f"x{holder.mobile}")
    make_membership(holder, make_employer(), Role.CLERK)
    with pytest.raises(ValidationError, match="10 至 64"):
        change_password(holder, new="shan5shui")


def test_the_new_mobile_signs_in_and_the_old_one_does_not(holder):
    former = holder.mobile
    change_mobile(holder)
    known = {"password": PASSWORD, "door": Door.INDIVIDUAL, "address": "192.0.2.1"}
    assert signin.authenticate(account=NEW_MOBILE, **known).user == holder
    with pytest.raises(signin.WrongCredentials):
        signin.authenticate(account=former, **known)


def test_the_old_mobile_proves_the_holder_once(holder, give_code):
    digits = give_code(CodePurpose.CHANGE, holder.mobile)
    with pytest.raises(credentials.Unproven, match="验证码不正确"):
        change_mobile(holder, old_code="000000", password="")
    changed = change_mobile(holder, old_code=digits, password="")
    assert changed.mobile == NEW_MOBILE
    assert not codes.consume(CodePurpose.CHANGE, holder.mobile, digits)


def test_a_code_for_signing_in_does_not_prove_the_holder(holder, give_code):
    digits = give_code(CodePurpose.SIGN_IN, holder.mobile)
    with pytest.raises(credentials.Unproven):
        change_mobile(holder, old_code=digits, password="")


def test_old_and_new_address_are_told_and_the_new_one_stands_masked(holder):
    old_mobile, old_email = holder.mobile, holder.email
    change_mobile(holder)
    assert told("mobile_changed") == sorted([("sms", old_mobile), ("sms", NEW_MOBILE), ("email", old_email)])
    change_email(User.objects.get())
    assert told("email_changed") == sorted([("email", old_email), ("email", NEW_EMAIL), ("sms", NEW_MOBILE)])
    bodies = [row.body for row in (*Delivery.objects.all(), *Message.objects.all())]
    assert not [body for body in bodies if NEW_MOBILE in body or NEW_EMAIL in body]
    assert any("139****7777" in body for body in bodies)


@pytest.mark.parametrize(("change", "field"), [(change_mobile, "mobile"), (change_email, "email")])
def test_what_belongs_to_another_is_told_after_the_proof_only(holder, change, field):
    other = make_user()
    taken = getattr(other, field)
    with pytest.raises(credentials.Unproven, match="密码不正确"):
        change(holder, taken, password="wrong")
    with pytest.raises(credentials.Unproven, match="已经登记在另一个账户") as refusal:
        change(holder, taken)
    assert list(refusal.value.fields) == [field]
    assert identifiers.find_user([identifiers.of_address(taken)]) == other
    assert getattr(User.objects.get(pk=holder.pk), field) == getattr(holder, field)


def test_the_same_again_is_no_change(holder):
    with pytest.raises(credentials.Unproven, match="不用更改"):
        change_mobile(holder, holder.mobile)
    assert not ContactChange.objects.exists()


def test_three_changes_in_thirty_days(holder):
    change_mobile(holder, "13900001111")
    change_email(holder)
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        change_mobile(holder, "13900002222")
        with pytest.raises(Refused, match="30 天内最多更改 3 次"):
            change_mobile(holder, "13900003333")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert change_mobile(holder, "13900003333").mobile == "13900003333"


def test_somebody_without_mobile_gets_one_by_the_password(holder):
    LoginIdentifier.objects.filter(user=holder, kind="mobile").delete()
    holder.mobile = ""
    holder.save()
    assert change_mobile(holder).mobile == NEW_MOBILE
    assert identifiers.find_user([identifiers.of_mobile(NEW_MOBILE)]) == holder
    assert told("mobile_changed") == [("email", holder.email), ("sms", NEW_MOBILE)]


def test_a_changed_email_is_a_confirmed_one(holder):
    assert change_email(holder).email_confirmed_at


def test_the_address_of_the_registration_is_confirmed_by_its_code(holder, give_code):
    with pytest.raises(credentials.Unproven):
        contact_changes.confirm_email("000000", actor=actor_of(holder))
    digits = give_code(CodePurpose.CHANGE, holder.email)
    confirmed = contact_changes.confirm_email(digits, actor=actor_of(holder))
    assert confirmed.email_confirmed_at
    again = contact_changes.confirm_email("x", actor=actor_of(confirmed))
    assert again.email_confirmed_at == confirmed.email_confirmed_at
    assert AuditEntry.objects.filter(event="accounts.email_confirmed").count() == 1


def test_the_answer_is_kept_as_a_hash_without_regard_to_case_and_blanks(holder):
    changed = change_question(holder, answer=" Qin 老师")
    assert changed.security_question == "first_teacher"
    assert check_password("qin老师", changed.security_answer)


@pytest.mark.django_db(transaction=True)
def test_twenty_who_want_one_mobile_get_it_once():
    people = [make_user() for _ in range(20)]
    start = Barrier(20)

    def attempt(person):
        try:
            start.wait(10)
            return bool(contact_changes._change("mobile", NEW_MOBILE, actor=actor_of(person), keep=""))
        except credentials.Unproven:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        assert sum(threads.map(attempt, people)) == 1
    owner = identifiers.find_user([identifiers.of_mobile(NEW_MOBILE)])
    assert [person.pk for person in User.objects.all() if person.mobile == NEW_MOBILE] == [owner.pk]


def test_codes_go_by_email_too_under_the_same_limits(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        codes.send_email(CodePurpose.CHANGE, " Xin@Example.cn ", "192.0.2.1")
    sent = Delivery.objects.get()
    assert (sent.template_code, sent.channel, sent.is_secret, sent.body) == ("code_email", "email", True, "")
    with pytest.raises(TooMany, match="邮箱验证码刚刚发出"):
        codes.send_email(CodePurpose.CHANGE, NEW_EMAIL, "192.0.2.2")
    with pytest.raises(ValidationError):
        codes.send_email(CodePurpose.CHANGE, "no", "192.0.2.1")
