"""TOTP and backup codes: enrolled, asked for, used once."""

import base64
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import TOTP

from accounts.actors import actor_of
from accounts.enums import Role
from accounts.models import BackupCode, TotpDevice
from accounts.services import second_factor
from core.errors import Refused
from core.models import AuditEntry
from tests.certificates.threads import in_threads
from tests.factories.accounts import PASSWORD, actor_for, make_membership, make_office, make_user, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]


def code_at(user, at=None):
    device = TotpDevice.objects.get(user=user)
    totp = TOTP(base64.b32decode(str(device.secret)))
    totp.time = (at or timezone.now()).timestamp()
    return f"{totp.token():06d}"


def enrolled(user):
    second_factor.begin(user)
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        return second_factor.confirm(user, code_at(user), actor=actor_of(user))


def test_the_secret_is_sealed_and_backup_codes_cannot_be_read():
    user = make_user()
    codes = enrolled(user)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_totpdevice")
        assert str(TotpDevice.objects.get().secret) not in cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(digest, ' ') FROM accounts_backupcode")
        kept = cursor.fetchone()[0]
    assert len(set(codes)) == second_factor.BACKUP_CODES
    assert not any(code.replace("-", "") in kept for code in codes)


def test_a_code_opens_once_and_a_neighbouring_step_counts():
    user = make_user()
    enrolled(user)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = code_at(user)
        assert second_factor.accepts(user, code)
        assert not second_factor.accepts(user, code)
        clock.shift(timedelta(seconds=90))
        assert second_factor.accepts(user, code_at(user, timezone.now() - timedelta(seconds=30)))
        assert second_factor.accepts(user, code_at(user, timezone.now() + timedelta(seconds=30)))
        assert not second_factor.accepts(user, code_at(user))
        clock.shift(timedelta(seconds=120))
        assert not second_factor.accepts(user, code_at(user, timezone.now() - timedelta(seconds=60)))


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "１２３４５６７", "-12345", "000000000000"])
def test_what_is_no_code_opens_nothing(typed):
    user = make_user()
    enrolled(user)
    assert not second_factor.accepts(user, typed)


def test_a_backup_code_opens_once_for_its_owner_only():
    user, other = make_user(), make_user()
    codes, _ = enrolled(user), enrolled(other)
    assert not second_factor.accepts(other, codes[0])
    assert second_factor.accepts(user, codes[0])
    assert not second_factor.accepts(user, codes[0])
    assert second_factor.codes_left(user) == 9


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["totp", "backup"])
def test_twenty_at_once_with_one_code_open_once(kind):
    user = make_user()
    codes = enrolled(user)
    code = code_at(user) if kind == "totp" else codes[3]
    assert sum(in_threads(lambda: second_factor.accepts(user, code))) == 1


def test_before_it_is_confirmed_it_counts_for_nothing():
    user = make_user()
    second_factor.begin(user)
    assert not second_factor.is_on(user)
    assert not second_factor.accepts(user, code_at(user))
    with pytest.raises(Refused):
        second_factor.confirm(user, "000000", actor=actor_of(user))
    assert BackupCode.objects.count() == 0


@pytest.fixture
def office_user():
    user = make_user(staff_name="qz-clerk")
    make_membership(user, make_office(), Role.CLERK)
    return user


@pytest.fixture
def enter(client, picture_code):
    """Sign in at the office's door by password."""

    def entered(user, account="qz-clerk", password=PASSWORD):
        return client.post(
            reverse("accounts:office_sign_in"), {"account": account, "password": password, **picture_code()}
        )

    return entered


def test_after_the_password_only_the_code_opens_the_desk(client, enter, office_user):
    enrolled(office_user)
    enter(office_user)
    check = reverse("accounts:second_factor_check")
    for page in ("/office/", reverse("messaging:message_list"), reverse("accounts:session_list")):
        assert client.get(page).url.startswith(check)
    wrong = client.post(check, {"code": "000000"})
    assert (wrong.status_code, "动态验证码不正确" in wrong.content.decode()) == (422, True)
    assert client.post(f"{check}?next=/office/", {"code": code_at(office_user)}).url == "/office/"
    assert client.get("/office/").status_code == 200


def test_guessing_codes_is_braked(client, enter, office_user):
    enrolled(office_user)
    enter(office_user)
    check = reverse("accounts:second_factor_check")
    answers = [client.post(check, {"code": "000000"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert client.post(check, {"code": code_at(office_user)}).status_code == 429


def test_where_it_is_required_the_first_sign_in_leads_to_enrolling(client, enter, office_user, settings):
    settings.OFFICE_SECOND_FACTOR = True
    enter(office_user)
    enrol = reverse("accounts:second_factor_enrol")
    assert client.get("/office/").url.startswith(enrol)
    assert "开始设置" in client.get(enrol).content.decode()
    begin = reverse("accounts:second_factor_begin")
    assert client.post(begin, {"step_up_secret": PASSWORD}).url == enrol
    page = client.get(enrol).content.decode()
    assert str(TotpDevice.objects.get().secret) in re.sub(r"\s", "", page)
    assert "data:image/svg+xml" in page
    done = client.post(reverse("accounts:second_factor_confirm"), {"code": code_at(office_user)})
    assert len(re.findall(r"\d{5}-\d{5}", done.content.decode())) == 10
    assert client.get("/office/").status_code == 200
    refused = client.post(reverse("accounts:second_factor_disable"), {"step_up_secret": backup_of(done)})
    assert refused.status_code == 409
    assert second_factor.is_on(office_user)


def backup_of(page):
    return re.search(r"\d{5}-\d{5}", page.content.decode())[0]


def test_switching_off_asks_for_a_fresh_code_and_is_recorded():
    actor = actor_for()
    codes = enrolled(actor.user)
    client = sign_in(Client(), actor)
    off = reverse("accounts:second_factor_disable")
    assert client.post(off).status_code == 200
    assert second_factor.is_on(actor.user)
    assert client.post(off, {"step_up_secret": PASSWORD}).status_code == 422
    assert client.post(off, {"step_up_secret": codes[0]}).status_code == 302
    assert not second_factor.is_on(actor.user)
    assert AuditEntry.objects.filter(event="accounts.second_factor_reset").count() == 1
    assert BackupCode.objects.count() == 0


def test_a_second_enrolment_by_a_stolen_session_is_refused():
    actor = actor_for()
    enrolled(actor.user)
    client = sign_in(Client(), actor)
    assert client.get(reverse("accounts:second_factor_enrol")).status_code == 302
    answer = client.post(reverse("accounts:second_factor_confirm"), {"code": "123456"})
    assert answer.url == reverse("accounts:second_factor_detail")


def test_enrolling_ends_the_other_sessions():
    actor = actor_for()
    here, there = sign_in(Client(), actor), sign_in(Client(), actor)
    assert here.post(reverse("accounts:second_factor_begin")).status_code == 200
    assert not TotpDevice.objects.exists()
    here.post(reverse("accounts:second_factor_begin"), {"step_up_secret": PASSWORD})
    here.post(reverse("accounts:second_factor_confirm"), {"code": code_at(actor.user)})
    assert here.get(reverse("accounts:session_list")).status_code == 200
    assert there.get(reverse("accounts:session_list")).status_code == 302
