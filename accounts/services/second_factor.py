"""TOTP (RFC 6238) and backup codes: enrolling, checking, switching off."""

import base64
import secrets
from urllib.parse import quote

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_otp.oath import TOTP

from accounts.models import BackupCode, TotpDevice, User
from accounts.services import alerts
from core import audit
from core.errors import Refused
from core.pii import blind_index
from core.validators import normalise

SECRET_BYTES = 20
STEP_SECONDS = 30
DRIFT = 1
BACKUP_CODES = 10
BACKUP_DIGITS = 10
WRONG_CODE = "动态验证码不正确。请确认手机时间准确，等下一个 6 位数字出现后再试"


def is_on(user):
    """Whether this person has a confirmed second factor."""
    return TotpDevice.objects.filter(user=user, confirmed_at__isnull=False).exists()


def is_required(actor):
    """Whether the capacity acted in asks for a second factor (setting OFFICE_SECOND_FACTOR)."""
    return bool(settings.OFFICE_SECOND_FACTOR and actor.office_id)


def is_due(actor):
    """Whether a session of this actor has to show a second factor before it opens anything."""
    return is_on(actor.user) or is_required(actor)


@transaction.atomic
def begin(user):
    """A new unconfirmed device in place of an earlier one; Refused once one is in force."""
    User.objects.select_for_update().get(pk=user.pk)
    if is_on(user):
        raise Refused("您已经启用了动态验证码。要换手机，请先停用再重新启用。")
    TotpDevice.objects.filter(user=user).delete()
    secret = base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()
    return TotpDevice.objects.create(user=user, secret=secret)


def unconfirmed(user):
    """The device that waits for its first code, or None."""
    return TotpDevice.objects.filter(user=user, confirmed_at=None).first()


def address_of(device, account):
    """What the QR code says to the app (otpauth://)."""
    issuer = quote(settings.SITE_NAME)
    return f"otpauth://totp/{issuer}:{quote(account)}?secret={device.secret}&issuer={issuer}"


@transaction.atomic
def confirm(user, code, *, actor):
    """Put the device in force by its first code; returns the backup codes, to be shown once.

    Raises:
        Refused: nothing to confirm, or a wrong code.
    """
    device = TotpDevice.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if device is None or not _accept(device, code):
        raise Refused(WRONG_CODE)
    alerts.tell_everywhere(user, "second_factor_enabled")
    device.confirmed_at = timezone.now()
    device.save()
    audit.record("accounts.second_factor_enabled", subject=user, actor=actor)
    return _new_backup_codes(user)


def _new_backup_codes(user):
    codes = [f"{secrets.randbelow(10**BACKUP_DIGITS):0{BACKUP_DIGITS}d}" for _ in range(BACKUP_CODES)]
    BackupCode.objects.filter(user=user).delete()
    BackupCode.objects.bulk_create(BackupCode(user=user, digest=_digest(user, code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def renew_backup_codes(user, *, actor):
    """Ten new backup codes in place of the old ones."""
    if not is_on(user):
        raise Refused("还没有启用动态验证码。")
    audit.record("accounts.backup_codes_renewed", subject=user, actor=actor)
    return _new_backup_codes(user)


def codes_left(user):
    """How many backup codes are unused."""
    return BackupCode.objects.filter(user=user, used_at=None).count()


@transaction.atomic
def accepts(user, code):
    """Whether `code` is a code of this moment or an unused backup code; either is used up by it."""
    digits = normalise(code).replace("-", "")
    if len(digits) == BACKUP_DIGITS:
        return bool(
            BackupCode.objects.filter(user=user, digest=_digest(user, digits), used_at=None).update(
                used_at=timezone.now()
            )
        )
    device = TotpDevice.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
    return bool(device and _accept(device, digits))


def _accept(device, code):
    """Check one code on the locked device and remember its time step, so that it opens nothing twice."""
    digits = normalise(code)
    if not (len(digits) == 6 and digits.isascii() and digits.isdigit()):
        return False
    totp = TOTP(base64.b32decode(str(device.secret)), step=STEP_SECONDS)
    totp.time = timezone.now().timestamp()
    if not totp.verify(int(digits), tolerance=DRIFT, min_t=device.last_step + 1):
        return False
    device.last_step = totp.t()
    device.save(update_fields=["last_step"])
    return True


@transaction.atomic
def reset(user, *, actor):
    """Take the second factor away: asked by its owner after a fresh proof, or by an administrator."""
    taken, _ = TotpDevice.objects.filter(user=user).delete()
    BackupCode.objects.filter(user=user).delete()
    if taken:
        audit.record("accounts.second_factor_reset", subject=user, actor=actor)
        alerts.tell_everywhere(user, "second_factor_reset")
    return bool(taken)


def _digest(user, code):
    return blind_index("backup_code", f"{user.public_id}:{code}")
