"""Deferred acts: rows written with the change that caused them."""

from django.db import models
from django.utils import timezone

from core.models.base import PublicModel
from core.pii import EncryptedCharField


class OutboxState(models.TextChoices):
    WAITING = "waiting", "等待中"
    RUNNING = "running", "执行中"
    DONE = "done", "已完成"
    FAILED = "failed", "已失败"


class OutboxRow(PublicModel):
    """One act to be done after its transaction: due at `due_at`, claimed by one worker at a time."""

    kind = models.CharField(max_length=64)
    subject_kind = models.CharField(max_length=64, blank=True)
    subject_id = models.UUIDField(null=True)
    payload = EncryptedCharField(blank=True, default="")
    state = models.CharField(max_length=8, choices=OutboxState, default=OutboxState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    heartbeat_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="outbox_open", condition=models.Q(state__in=("waiting", "running"))
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="outbox_by_subject"),
        ]

    def __str__(self):
        return f"{self.kind} {self.public_id}"
