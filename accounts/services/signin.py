"""Deciding who may sign in: one path, one answer, whether the account exists or not.

Brakes, all counted in PostgreSQL: 100 attempts an hour per address; 10 in 15 minutes per account and
address; and per account a growing delay. The delay counts failures from everywhere, but it slows only
addresses from which the account has not signed in during the last 90 days: whoever guesses from afar
waits, the owner at the usual place does not. 短信快速登录 stays open all the while.
"""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.actors import actor_of
from accounts.devices import device_of, place_of
from accounts.enums import OPENS, Door, EmployerState, Role
from accounts.models import Membership, SignInFailure, SignInRecord
from accounts.services import codes, identifiers, live_sessions, one_time_secret, second_factor
from core import audit, context, limits
from core.errors import Refused, TooMany
from core.pii import blind_index

WRONG = "账号或密码不正确，或验证码已过期。请核对后再试"
WRONG_CODE = "手机号或短信验证码不正确，或验证码已过期。请核对后再试"
SLOW_DOWN = "登录尝试次数较多，请稍候再试，或改用短信快速登录。"

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
PER_ADDRESS = 100
PER_ACCOUNT_AND_ADDRESS = 10
FAILURES_BEFORE_DELAY = 5
LONGEST_DELAY = 30
KNOWN_FOR = timedelta(days=90)
# The law asks for six months (网络安全法, art. 21).
KEPT_FOR = timedelta(days=185)
NOBODY = 0

HOUSES = {
    Door.EMPLOYER: {"employer__state__in": EmployerState.signing_in, "role": Role.OWNER},
    Door.CLERK: {"employer__state": "active", "role": Role.CLERK},
    Door.OFFICE: {"office__isnull": False},
}


class WrongCredentials(Refused):
    """The answer to every sign-in that does not succeed; it never says why."""

    status = 422


def authenticate(*, account, password, door, address):
    """Return the actor an account and password open at a door.

    Args:
        account: as typed: document number, e-mail, mobile or staff name.
        door: a Door; all but the first need a membership of their kind in force.
        address: the network address the request came from.

    Raises:
        WrongCredentials: unknown account, wrong password, disabled, or not of this door.
        TooMany: a brake holds; `retry_after` says for how long.
    """
    _brake("accounts.sign_in.address", address, PER_ADDRESS, HOUR)
    digests = identifiers.candidates(account)
    user = identifiers.find_user(digests)
    key = str(user.public_id) if user else digests[0]
    _brake("accounts.sign_in.pair", f"{key}|{address}", PER_ACCOUNT_AND_ADDRESS, QUARTER)
    _delay_strangers(user, key, address)
    right = _password_is_right(user, password) and not _secret_is_stale(user)
    membership = _membership(user, door)
    if not right or not user.is_active or (door != Door.INDIVIDUAL and membership is None):
        _count_failure(key)
        _note_failure(key, door, method="password", address=address)
        raise WrongCredentials(WRONG)
    return _succeed(actor_of(user, membership), method="password", address=address)


def authenticate_by_code(*, mobile, code, address):
    """Return the applicant whose mobile received `code` for signing in; errors as `authenticate`."""
    _brake("accounts.sign_in.address", address, PER_ADDRESS, HOUR)
    right = codes.consume("sign_in", mobile, code)
    user = identifiers.find_user([identifiers.of_mobile(mobile)])
    if not right or user is None or not user.is_active:
        key = str(user.public_id) if user else identifiers.of_mobile(mobile)
        _note_failure(key, Door.INDIVIDUAL, method="sms", address=address)
        raise WrongCredentials(WRONG_CODE)
    return _succeed(actor_of(user), method="sms", address=address)


def count_wrong_captcha(address):
    """A wrong picture code counts as an attempt of its address."""
    _brake("accounts.sign_in.address", address, PER_ADDRESS, HOUR)


@transaction.atomic
def sign_in_after_registration(user, *, address):
    """The mobile was proven a moment ago, so the new account opens at once."""
    return _succeed(actor_of(user), method="registration", address=address)


def _brake(scope, key, limit, window):
    try:
        limits.check_and_hit(scope, key, limit, window)
    except TooMany as full:
        raise TooMany(SLOW_DOWN, retry_after=full.retry_after) from None


def _delay_strangers(user, key, address):
    """Ration attempts from addresses this account has not signed in from lately."""
    known = SignInRecord.objects.filter(
        user_id=user.pk if user else NOBODY,
        address_digest=address_digest(address),
        created_at__gt=timezone.now() - KNOWN_FOR,
    ).exists()
    seconds = _delay(key)
    if seconds and not known:
        _brake(f"accounts.sign_in.delay.{seconds}", key, 1, timedelta(seconds=seconds))


def _delay(key):
    """Seconds between strangers' attempts on an account: 1, 2, 4 … 30 from the fifth failure on."""
    failures = limits.count("accounts.sign_in.failures", key, QUARTER)
    if failures < FAILURES_BEFORE_DELAY:
        return 0
    return min(2 ** (failures - FAILURES_BEFORE_DELAY), LONGEST_DELAY)


def _count_failure(key):
    """One failure more; the delay it leads to begins with it."""
    limits.hit("accounts.sign_in.failures", key, limit=PER_ADDRESS, window=QUARTER)
    if seconds := _delay(key):
        limits.hit(f"accounts.sign_in.delay.{seconds}", key, limit=1, window=timedelta(seconds=seconds))


def _password_is_right(user, password):
    """Run the hasher once, for nobody too, so that the time tells nothing."""
    if user is None:
        make_password(password)
        return False
    return user.check_password(password)


def _secret_is_stale(user):
    """Whether the password is a one-time secret whose week is over, or was given under another clock."""
    if not (user.must_change_password and user.secret_expires_at):
        return False
    left = user.secret_expires_at - timezone.now()
    return not timedelta(0) < left <= one_time_secret.VALID_FOR + live_sessions.SLACK


def _membership(user, door):
    if door == Door.INDIVIDUAL:
        return None
    return (
        Membership.objects.current()
        .select_related("employer", "office")
        .filter(user_id=user.pk if user else NOBODY, **HOUSES[Door(door)])
        .order_by("from_on", "pk")
        .first()
    )


@transaction.atomic
def _note_failure(key, door, *, method, address):
    SignInFailure.objects.create(
        account_key=key, capacity=OPENS[Door(door)], method=method, **_whence(address)
    )
    audit.record(
        "accounts.sign_in_failed", subject=("accounts.door", None), actor=None, door=Door(door).label
    )


@transaction.atomic
def _succeed(actor, *, method, address):
    SignInRecord.objects.create(
        user=actor.user,
        capacity=actor.capacity,
        method=method,
        address_digest="" if second_factor.is_on(actor.user) else address_digest(address),
        **_whence(address),
    )
    audit.record("accounts.signed_in", subject=actor.user, actor=actor, method=method)
    return actor


def completed(user, *, address):
    """The second factor was given as well: only now is the address one this person signs in from."""
    last = SignInRecord.objects.filter(user=user).order_by("-pk").first()
    if last and not last.address_digest:
        last.address_digest = address_digest(address)
        last.save(update_fields=["address_digest"])


def _whence(address):
    """Device and network of this request, in the rough words that are kept."""
    return {"device": device_of(context.current.get().agent), "place": place_of(address)}


def attempts_of(user, newest):
    """The newest attempts to sign in as this person, successful or not."""
    successes = SignInRecord.objects.filter(user=user).order_by("-pk")[:newest]
    failures = SignInFailure.objects.filter(account_key=str(user.public_id)).order_by("-pk")[:newest]
    return sorted([*successes, *failures], key=lambda row: row.created_at, reverse=True)[:newest]


def purge():
    """Delete records older than is kept; returns how many."""
    old = {"created_at__lt": timezone.now() - KEPT_FOR}
    return sum(model.objects.filter(**old).delete()[0] for model in (SignInRecord, SignInFailure))


def address_digest(address):
    """How an address is remembered: enough to know it again, not enough to read it."""
    return blind_index("address", address or "")
