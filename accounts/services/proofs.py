"""Proving once more who is at the keyboard: by the second factor where there is one, else by the password."""

from datetime import timedelta

from django.db import transaction

from accounts.services import second_factor
from core import audit, limits
from core.errors import Refused, TooMany

QUARTER = timedelta(minutes=15)
MOST_TRIES = 10
WRONG_PASSWORD = "密码不正确，请再输一遍"  # noqa: S105 - a sentence
SLOW_DOWN = "核对的次数较多，请稍候再试。"


class WrongProof(Refused):
    """The proof does not fit; what was typed into the form is kept, the proof is not."""

    status = 422


def count_try(user):
    """One try more for this person, from wherever; TooMany beyond 10 in 15 minutes."""
    try:
        limits.check_and_hit("accounts.step_up", str(user.public_id), MOST_TRIES, QUARTER)
    except TooMany as full:
        raise TooMany(SLOW_DOWN, retry_after=full.retry_after) from None


def prove(actor, secret):
    """Check a fresh proof of the signed-in person.

    Raises:
        WrongProof: wrong password or code.
        TooMany: more than 10 tries in 15 minutes.
    """
    count_try(actor.user)
    by_code = second_factor.is_on(actor.user)
    right = second_factor.accepts(actor.user, secret) if by_code else actor.user.check_password(secret)
    _note("accounts.reauthenticated" if right else "accounts.reauthentication_failed", actor)
    if not right:
        raise WrongProof(second_factor.WRONG_CODE if by_code else WRONG_PASSWORD)


@transaction.atomic
def _note(event, actor):
    audit.record(event, subject=actor.user, actor=actor)
