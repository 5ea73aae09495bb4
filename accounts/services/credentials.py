"""Changing what opens an account: password and security question, each confirmed by the password."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.services import alerts, live_sessions, passwords
from accounts.services.registration import normalise_answer
from core import audit, limits
from core.errors import Refused, TooMany

WRONG_PASSWORD = "密码不正确，请再输入一次"  # noqa: S105 - a sentence
SAME_PASSWORD = "新密码和现在的密码一样，请换一个"  # noqa: S105 - a sentence
PER_ACCOUNT = 10
QUARTER = timedelta(minutes=15)


class Unproven(Refused):
    """What was given as proof or as a new value is not accepted; `fields` maps form field to sentence."""

    status = 422

    def __init__(self, **fields):
        super().__init__("；".join(fields.values()))
        self.fields = fields


def prove_password(user, password, *, field="password"):
    """Let pass whoever knows the password; ten tries in 15 minutes, counted outside any transaction.

    Raises:
        Unproven: wrong, told at `field`.
        TooMany: after ten tries.
    """
    try:
        limits.check_and_hit("accounts.credentials", str(user.public_id), PER_ACCOUNT, QUARTER)
    except TooMany as full:
        raise TooMany("密码输入次数较多，请稍候再试。", retry_after=full.retry_after) from None
    if not user.check_password(password):
        raise Unproven(**{field: WRONG_PASSWORD})


def is_staff(user):
    """Whether the person serves an employer or an office today: their passwords are longer."""
    return Membership.objects.current().filter(user=user).exists()


def check_password(user, password):
    """Raise ValidationError with a sentence when `password` is not accepted for this person."""
    own = {"name": user.name, "id_number": user.id_number, "mobile": user.mobile, "email": user.email}
    passwords.check(password, staff=is_staff(user), **own)


def change_password(*, old, new, actor, keep):
    """Set a new password for somebody who knows the old one.

    Args:
        keep: key of the session that stays; all others end.

    Raises:
        Unproven: wrong old password, or the new one equals it.
        ValidationError: the new password is not accepted.
        TooMany: too many wrong ones.
    """
    prove_password(actor.user, old, field="old_password")
    if old == new:
        raise Unproven(password=SAME_PASSWORD)
    check_password(actor.user, new)
    return set_password(actor.user, new, actor=actor, event="password_changed", keep=keep)


@transaction.atomic
def set_password(user, password, *, actor, event, keep=""):
    """Store an accepted password, end the other sessions, and tell the holder on every channel.

    Args:
        event: `password_changed` or `password_reset`, the audit event and the text sent.
        keep: key of the session that stays.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.set_password(password)
    locked.password_changed_at = timezone.now()
    locked.must_change_password, locked.secret_expires_at = False, None
    locked.save(
        update_fields=["password", "password_changed_at", "must_change_password", "secret_expires_at"]
    )
    audit.record(f"accounts.{event}", subject=locked, actor=actor)
    live_sessions.end_all(locked, keep=keep, actor=actor)
    alerts.tell_everywhere(locked, event)
    return locked


def change_security_question(*, question, answer, password, actor, keep):
    """Set another security question for somebody who knows the password; errors as `prove_password`."""
    prove_password(actor.user, password)
    return _set_question(question, make_password(normalise_answer(answer)), actor=actor, keep=keep)


@transaction.atomic
def _set_question(question, hashed_answer, *, actor, keep):
    locked = User.objects.select_for_update().get(pk=actor.user.pk)
    locked.security_question, locked.security_answer = question, hashed_answer
    locked.save(update_fields=["security_question", "security_answer"])
    audit.record("accounts.security_question_changed", subject=locked, actor=actor)
    live_sessions.end_all(locked, keep=keep, actor=actor)
    alerts.tell_everywhere(locked, "security_question_changed")
    return locked
