"""Six-digit codes by SMS: asked for, sent by a worker, used once."""

import secrets
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.enums import CodePurpose, IdentifierKind
from accounts.models import LoginIdentifier, SmsCode
from accounts.services import identifiers
from core import limits, outbox
from core.errors import TooMany
from core.pii import blind_index
from core.validators import check_mobile
from messaging import services as messaging

LIFETIME = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
DAY = timedelta(days=1)
MOST_TRIES = 5
PER_MOBILE = 10
PER_ADDRESS = 30
OUTBOX_KIND = "accounts.sms_code"
SENT = {
    CodePurpose.REGISTER: "短信验证码已发出，5 分钟内有效。没有收到的，请核对手机号，60 秒后可以再获取。",
    CodePurpose.SIGN_IN: "如果这个手机号已经注册，短信验证码会在一分钟内送到，5 分钟内有效。",
}

# One statement: the row lock makes the second of two simultaneous uses see the first.
# A code from the future means a clock that jumped; it is refused like an expired one.
_CONSUME = """
UPDATE accounts_smscode
SET tries = tries + 1, used_at = CASE WHEN code_hash = %(hash)s THEN %(now)s ELSE used_at END
WHERE purpose = %(purpose)s AND mobile_digest = %(mobile)s AND used_at IS NULL AND tries < %(most)s
  AND created_at <= %(now)s AND expires_at > %(now)s
RETURNING used_at IS NOT NULL
"""


def send(purpose, mobile, ip):
    """Ask for a code: 60 s apart, 10 a day per mobile, 30 a day per address.

    The answer and the statements are the same for a mobile nobody has: what is sent, if anything,
    the worker decides in `deliver`.

    Raises:
        TooMany: with the seconds to wait.
        ValidationError: not a mobile.
    """
    number = check_mobile(mobile)
    digest = identifiers.of_mobile(number)
    _daily("accounts.sms.address", ip, PER_ADDRESS, "这个网络今天获取短信验证码的次数已满，请明天再试。")
    _not_too_soon(purpose, digest)
    _daily("accounts.sms.mobile", digest, PER_MOBILE, "这个手机号今天获取短信验证码的次数已满，请明天再试。")
    try:
        _ask(purpose, number, digest)
    except IntegrityError:
        raise _soon(RESEND_AFTER) from None


@transaction.atomic
def _ask(purpose, number, digest):
    """Replace the live code of this purpose and mobile by one that waits for its digits."""
    now = timezone.now()
    SmsCode.objects.filter(purpose=purpose, mobile_digest=digest, used_at=None).update(used_at=now)
    code = SmsCode.objects.create(
        purpose=purpose, mobile_digest=digest, code_hash="", created_at=now, expires_at=now + LIFETIME
    )
    outbox.add(OUTBOX_KIND, subject=code, payload={"mobile": number})


def _daily(scope, key, limit, sentence):
    try:
        limits.check_and_hit(scope, key, limit, DAY)
    except TooMany as full:
        raise TooMany(sentence, retry_after=full.retry_after) from None


def _not_too_soon(purpose, digest):
    now = timezone.now()
    last = (
        SmsCode.objects.filter(
            purpose=purpose, mobile_digest=digest, created_at__gt=now - RESEND_AFTER, created_at__lte=now
        )
        .order_by("-created_at")
        .first()
    )
    if last:
        raise _soon(last.created_at + RESEND_AFTER - now)


def _soon(wait):
    seconds = max(int(wait.total_seconds()), 1)
    return TooMany(f"短信验证码刚刚发出，请 {seconds} 秒后再获取。", retry_after=seconds)


@transaction.atomic
def deliver(code_id, mobile):
    """Give a waiting code its digits and hand them to messaging; idempotent, run by the outbox.

    A code for signing in goes only to a mobile that somebody registered.
    """
    code = SmsCode.objects.select_for_update().filter(public_id=code_id, used_at=None, code_hash="").first()
    if code is None or timezone.now() >= code.expires_at or not _may_receive(code):
        return
    digits = f"{secrets.randbelow(10**6):06d}"
    code.code_hash = _hash(code.purpose, code.mobile_digest, digits)
    code.save(update_fields=["code_hash"])
    messaging.send_code(mobile, digits, code.purpose)


def _may_receive(code):
    if code.purpose != CodePurpose.SIGN_IN:
        return True
    return LoginIdentifier.objects.filter(
        kind=IdentifierKind.MOBILE, digest=code.mobile_digest, user__is_active=True
    ).exists()


def consume(purpose, mobile, code):
    """Use up a code: true once for the right digits within 5 minutes and 5 tries, else false."""
    digest = identifiers.of_mobile(mobile)
    values = {
        "hash": _hash(purpose, digest, code),
        "now": timezone.now(),
        "purpose": purpose,
        "mobile": digest,
        "most": MOST_TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CONSUME, values)
        return cursor.fetchone() == (True,)


def _hash(purpose, mobile_digest, digits):
    return blind_index("sms_code", f"{purpose}|{mobile_digest}|{digits}")
