"""Six-digit codes by SMS and e-mail: asked for, sent by a worker, used once."""

import secrets
from datetime import timedelta

from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.enums import CodePurpose, IdentifierKind
from accounts.models import LoginIdentifier, OneTimeCode
from accounts.services import identifiers
from core import limits, outbox
from core.errors import TooMany
from core.pii import blind_index
from core.validators import check_mobile
from messaging import services as messaging
from messaging.enums import Channel

LIFETIME = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
DAY = timedelta(days=1)
MOST_TRIES = 5
PER_MOBILE = 10
PER_ADDRESS = 30
OUTBOX_KIND = "accounts.sms_code"
NEWLY_SENT = "短信验证码已发出，5 分钟内有效。没有收到的，请核对手机号，60 秒后可以再获取。"
SENT = {
    CodePurpose.REGISTER: NEWLY_SENT,
    CodePurpose.EMPLOYER_REGISTER: NEWLY_SENT,
    CodePurpose.SIGN_IN: "如果这个手机号已经注册，短信验证码会在一分钟内送到，5 分钟内有效。",
}
WORDS = {Channel.SMS: ("短信验证码", "这个手机号"), Channel.EMAIL: ("邮箱验证码", "这个邮箱")}

# One statement: the row lock makes the second of two simultaneous uses see the first.
# A code from the future means a clock that jumped; it is refused like an expired one.
_CONSUME = """
UPDATE accounts_onetimecode
SET tries = tries + 1, used_at = CASE WHEN code_hash = %(hash)s THEN %(now)s ELSE used_at END
WHERE purpose = %(purpose)s AND address_digest = %(digest)s AND used_at IS NULL AND tries < %(most)s
  AND created_at <= %(now)s AND expires_at > %(now)s
RETURNING used_at IS NOT NULL
"""


def send(purpose, mobile, ip):
    """Ask for a code by SMS; see `ask`.

    Raises:
        ValidationError: not a mobile.
    """
    number = check_mobile(mobile)
    ask(purpose, identifiers.of_mobile(number), to=number, ip=ip)


def send_email(purpose, email, ip):
    """Ask for a code by e-mail; see `ask`.

    Raises:
        ValidationError: not an e-mail address.
    """
    address = email.strip().lower()
    validate_email(address)
    ask(purpose, identifiers.of_email(address), to=address, ip=ip, channel=Channel.EMAIL)


def ask(purpose, digest, *, to, ip, channel=Channel.SMS):
    """Ask for a code bound to `digest`: 60 s apart, 10 a day per digest, 30 a day per network address.

    The answer and the statements are the same for an address nobody has: what is sent, if anything,
    the worker decides in `deliver`.

    Args:
        digest: of what the person typed; `consume_digest` takes the same.
        to: mobile or e-mail address; empty when nobody is to receive the code.

    Raises:
        TooMany: with the seconds to wait.
    """
    what, whose = WORDS[channel]
    full = f"今天获取{what}的次数已满，请明天再试。"
    _daily(f"accounts.{channel}.address", ip, PER_ADDRESS, f"这个网络{full}")
    _not_too_soon(purpose, digest, what)
    _daily(f"accounts.{channel}.mobile", digest, PER_MOBILE, f"{whose}{full}")
    try:
        _ask(purpose, to, digest, channel)
    except IntegrityError:
        raise _soon(RESEND_AFTER, what) from None


@transaction.atomic
def _ask(purpose, to, digest, channel=Channel.SMS):
    """Replace the live code of this purpose and digest by one that waits for its digits."""
    now = timezone.now()
    OneTimeCode.objects.filter(purpose=purpose, address_digest=digest, used_at=None).update(used_at=now)
    code = OneTimeCode.objects.create(
        purpose=purpose, address_digest=digest, code_hash="", created_at=now, expires_at=now + LIFETIME
    )
    outbox.add(OUTBOX_KIND, subject=code, payload={"address": to, "channel": channel})


def _daily(scope, key, limit, sentence):
    try:
        limits.check_and_hit(scope, key, limit, DAY)
    except TooMany as full:
        raise TooMany(sentence, retry_after=full.retry_after) from None


def _not_too_soon(purpose, digest, what):
    now = timezone.now()
    last = (
        OneTimeCode.objects.filter(
            purpose=purpose, address_digest=digest, created_at__gt=now - RESEND_AFTER, created_at__lte=now
        )
        .order_by("-created_at")
        .first()
    )
    if last:
        raise _soon(last.created_at + RESEND_AFTER - now, what)


def _soon(wait, what):
    seconds = max(int(wait.total_seconds()), 1)
    return TooMany(f"{what}刚刚发出，请 {seconds} 秒后再获取。", retry_after=seconds)


@transaction.atomic
def deliver(code_id, address, channel=Channel.SMS):
    """Give a waiting code its digits and hand them to messaging; idempotent, run by the outbox.

    A code for signing in goes only to a mobile that somebody registered, and without an address to nobody.
    """
    code = (
        OneTimeCode.objects.select_for_update().filter(public_id=code_id, used_at=None, code_hash="").first()
    )
    if code is None or timezone.now() >= code.expires_at or not (address and _may_receive(code)):
        return
    digits = f"{secrets.randbelow(10**6):06d}"
    code.code_hash = _hash(code.purpose, code.address_digest, digits)
    code.save(update_fields=["code_hash"])
    messaging.send_code(address, digits, code.purpose, channel=Channel(channel))


def _may_receive(code):
    if code.purpose != CodePurpose.SIGN_IN:
        return True
    return LoginIdentifier.objects.filter(
        kind=IdentifierKind.MOBILE, digest=code.address_digest, user__is_active=True
    ).exists()


def consume(purpose, address, code):
    """Use up the code sent to a mobile or e-mail address; see `consume_digest`."""
    return consume_digest(purpose, identifiers.of_address(address), code)


def consume_digest(purpose, digest, code):
    """Use up a code: true once for the right digits within 5 minutes and 5 tries, else false."""
    values = {
        "hash": _hash(purpose, digest, code),
        "now": timezone.now(),
        "purpose": purpose,
        "digest": digest,
        "most": MOST_TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CONSUME, values)
        return cursor.fetchone() == (True,)


def _hash(purpose, address_digest, digits):
    return blind_index("sms_code", f"{purpose}|{address_digest}|{digits}")
