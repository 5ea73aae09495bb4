"""Changing mobile and e-mail: proof by the old factor and the new address, three times in 30 days at most."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import CodePurpose, IdentifierKind
from accounts.models import ContactChange, LoginIdentifier, User
from accounts.services import alerts, codes, credentials, identifiers, live_sessions
from accounts.services.credentials import Unproven
from core import audit, pii
from core.errors import Refused
from messaging.enums import Channel

PERIOD = timedelta(days=30)
MOST_CHANGES = 3
WRONG_CODE = "验证码不正确或已过期，请核对后再填，或重新获取"
TAKEN = {
    IdentifierKind.MOBILE: "这个手机号已经登记在另一个账户。如果那也是您本人的账户，请致电 0771-5505013",
    IdentifierKind.EMAIL: "这个邮箱已经登记在另一个账户。如果那也是您本人的账户，请致电 0771-5505013",
}
SAME = {
    IdentifierKind.MOBILE: "这就是现在登记的手机号码，不用更改",
    IdentifierKind.EMAIL: "这就是现在登记的邮箱，不用更改",
}
CHANNELS = {IdentifierKind.MOBILE: Channel.SMS, IdentifierKind.EMAIL: Channel.EMAIL}


def change_mobile(mobile, *, old_code, password, actor, keep):
    """Change to a mobile already proven by a code; the old one or the password proves the holder.

    Args:
        old_code: code sent to the present mobile; when empty `password` counts.
        keep: key of the session that stays.

    Raises:
        Unproven: wrong code or password, or the mobile belongs to another account.
        Refused: three changes within 30 days.
        TooMany: too many wrong passwords.
    """
    user = actor.user
    if old_code:
        if not (user.mobile and codes.consume(CodePurpose.CHANGE, user.mobile, old_code)):
            raise Unproven(old_code=WRONG_CODE)
    else:
        credentials.prove_password(user, password)
    return _change(IdentifierKind.MOBILE, mobile, actor=actor, keep=keep)


def change_email(email, *, password, actor, keep):
    """Change to an e-mail address already proven by a code, which confirms it; errors as `change_mobile`."""
    credentials.prove_password(actor.user, password)
    return _change(IdentifierKind.EMAIL, email, actor=actor, keep=keep)


def confirm_email(code, *, actor):
    """Confirm the address given at registration by the code sent to it; done again it changes nothing.

    Raises:
        Unproven: wrong or expired code.
    """
    user = actor.user
    if user.email_confirmed_at:
        return user
    if not (user.email and codes.consume(CodePurpose.CHANGE, user.email, code)):
        raise Unproven(code=WRONG_CODE)
    return mark_email_confirmed(user, actor=actor)


@transaction.atomic
def mark_email_confirmed(user, *, actor):
    """Note that a code sent to the present address came back."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.email_confirmed_at is None:
        locked.email_confirmed_at = timezone.now()
        locked.save(update_fields=["email_confirmed_at"])
        audit.record("accounts.email_confirmed", subject=locked, actor=actor)
    return locked


def _change(kind, value, *, actor, keep):
    try:
        return _store(kind, value, actor=actor, keep=keep)
    except IntegrityError:
        raise Unproven(**{kind: TAKEN[kind]}) from None


@transaction.atomic
def _store(kind, value, *, actor, keep):
    locked = User.objects.select_for_update().get(pk=actor.user.pk)
    former = getattr(locked, kind)
    if value == former:
        raise Unproven(**{kind: SAME[kind]})
    _ration(locked)
    digest = identifiers.of_address(value)
    LoginIdentifier.objects.update_or_create(user=locked, kind=kind, defaults={"digest": digest})
    setattr(locked, kind, value)
    if kind == IdentifierKind.EMAIL:
        locked.email_confirmed_at = timezone.now()
    locked.save(update_fields=["mobile", "email", "email_confirmed_at"])
    ContactChange.objects.create(user=locked, kind=kind)
    audit.record(f"accounts.{kind}_changed", subject=locked, actor=actor)
    live_sessions.end_all(locked, keep=keep, actor=actor)
    _tell(locked, kind, former)
    return locked


def _ration(user):
    """The row of the person is locked, so that two changes at once are counted one after the other."""
    since = timezone.now() - PERIOD
    if ContactChange.objects.filter(user=user, created_at__gt=since).count() >= MOST_CHANGES:
        raise Refused(
            f"手机号码和邮箱 30 天内最多更改 {MOST_CHANGES} 次，次数已满。确有需要的，请致电 0771-5505013。"
        )


def _tell(user, kind, former):
    """New and old address both learn of it; the texts show the new one masked."""
    event, context = f"{kind}_changed", {str(kind): pii.mask(getattr(user, kind), kind)}
    alerts.tell_everywhere(user, event, context=context)
    alerts.tell_former_address(user, event, CHANNELS[kind], former, context=context)
