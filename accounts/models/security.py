"""Open sessions, and the second factor of people who have one."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import Capacity
from core.models import PublicModel
from core.pii import EncryptedCharField


class SessionRecordQuerySet(models.QuerySet):
    """Questions about many sessions."""

    def live(self):
        """Those nobody has ended."""
        return self.filter(ended_at=None)


class SessionRecord(PublicModel):
    """One session as its person sees it: device, place and time. `session_key` is emptied when it ends."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="session_records")
    session_key = models.CharField(max_length=40, blank=True)
    capacity = models.CharField(max_length=12, choices=Capacity)
    device = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    last_seen_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=40, blank=True)

    objects = SessionRecordQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "-created_at"], name="sessions_of_user")]
        constraints = [
            models.UniqueConstraint(
                fields=["session_key"], condition=~Q(session_key=""), name="one_record_per_session"
            )
        ]

    def __str__(self):
        return f"{self.device} {self.created_at:%F %T}"


class TotpDevice(PublicModel):
    """The secret an authenticator app shares with us (RFC 6238); in force once a code has confirmed it.

    `last_step` is the newest time step a code was accepted for: no code opens anything twice.
    """

    user = models.OneToOneField("accounts.User", on_delete=models.CASCADE, related_name="totp_device")
    secret = EncryptedCharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=-1)

    def __str__(self):
        return str(self.public_id)


class BackupCode(models.Model):
    """One of the codes written down for the day the telephone is lost; kept as a keyed digest, used once."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="backup_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="one_backup_code_once")]

    def __str__(self):
        return f"{self.digest[:8]}"
