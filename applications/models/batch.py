"""One move asked for many applications at once, and what became of each."""

import uuid

from django.db import models

from applications.models.application import Application
from core.badges import Badge
from core.models import PublicModel


class RowOutcome(models.TextChoices):
    """What became of one application of a batch."""

    WAITING = "waiting", "待办理"
    DONE = "done", "已办理"
    SKIPPED = "skipped", "没有办理"


BADGES = {
    RowOutcome.WAITING: Badge("todo", RowOutcome.WAITING.label),
    RowOutcome.DONE: Badge("pass", RowOutcome.DONE.label),
    RowOutcome.SKIPPED: Badge("fail", RowOutcome.SKIPPED.label),
}


class BatchJob(PublicModel):
    """One order of one person in one house; `data` is what the form of the move is given for each row.

    `key` is of the page it was ordered from: ordered twice, it is one batch.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    membership = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="+")
    move = models.CharField(max_length=30)
    data = models.JSONField(default=dict, blank=True)
    progress = models.OneToOneField("core.Progress", on_delete=models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["membership", "-created_at", "-id"], name="batches_of_person")]

    def __str__(self):
        return f"{self.move} {self.public_id}"


class BatchRow(models.Model):
    """One application of a batch, in the order of the list; `reason` is why nothing was done."""

    job = models.ForeignKey(BatchJob, on_delete=models.CASCADE, related_name="rows")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=8, choices=RowOutcome, default=RowOutcome.WAITING)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["job", "application"], name="one_row_per_application_of_a_batch"),
            models.UniqueConstraint(fields=["job", "position"], name="one_row_per_position_of_a_batch"),
            models.CheckConstraint(
                condition=models.Q(outcome=RowOutcome.SKIPPED) | models.Q(reason=""),
                name="only_a_skipped_row_has_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.job_id} {self.position}"

    @property
    def status_badge(self) -> Badge:
        """What became of it."""
        return BADGES[RowOutcome(self.outcome)]
