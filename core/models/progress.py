"""How far a long job has come, for the person who waits for it."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from core.badges import Badge
from core.models.base import PublicModel


class ProgressState(models.TextChoices):
    """The life of a job; the last two end it."""

    RUNNING = "running", "正在处理"
    DONE = "done", "已完成"
    FAILED = "failed", "没能完成"


BADGES = {
    ProgressState.RUNNING: Badge("doing", ProgressState.RUNNING.label),
    ProgressState.DONE: Badge("pass", ProgressState.DONE.label),
    ProgressState.FAILED: Badge("fail", ProgressState.FAILED.label),
}


POLL_SECONDS, SLOW_POLL_SECONDS = 2, 10
SLOW_AFTER_SECONDS = 60


class Progress(PublicModel):
    """One long job of one person: counted units done of total, a sentence, and where its result is."""

    label = models.CharField(max_length=80)
    state = models.CharField(max_length=8, choices=ProgressState, default=ProgressState.RUNNING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=200, blank=True)
    result_url = models.CharField(max_length=200, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    heartbeat = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.label} {self.done}/{self.total}"

    @property
    def status_badge(self) -> Badge:
        return BADGES[ProgressState(self.state)]

    @property
    def poll_seconds(self) -> int:
        """How long a page should wait before it asks again: longer once the job has run for a minute."""
        return POLL_SECONDS if self._age() < SLOW_AFTER_SECONDS else SLOW_POLL_SECONDS

    @property
    def minutes_left(self) -> int | None:
        """Minutes still needed at the pace so far, at least 1; None while nothing can be said."""
        if not self.done or not self.total:
            return None
        left = self._age() * (self.total - self.done) / self.done
        return max(1, round(left / 60))

    def _age(self) -> float:
        return (timezone.now() - self.created_at).total_seconds()

    @property
    def is_running(self) -> bool:
        return self.state == ProgressState.RUNNING
