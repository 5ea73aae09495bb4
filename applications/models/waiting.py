"""What is kept about waiting: who was told of a late case, which news went out, how long a step takes."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.enums import ApplicationState, KindCode
from applications.models.application import Application


class EscalationStep(models.TextChoices):
    """To whom a late case goes, in this order."""

    HOUSE = "house", "已提醒本单位负责人"
    SUPERIOR = "superior", "已报上级督办"


class Escalation(models.Model):
    """A case that was late in one turn of a desk, and who was told: each step once a turn."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="escalations")
    turn_began_at = models.DateTimeField()
    step = models.CharField(max_length=8, choices=EscalationStep)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "turn_began_at", "step"], name="one_escalation_per_turn_and_step"
            )
        ]

    def __str__(self):
        return f"{self.step} {self.application_id}"


class ToldOnce(models.Model):
    """News of a job that one person was told: of this subject, on this occasion, never again.

    `subject` is the public id of an application or a plan, `occasion` a week or a last day in words.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    subject = models.UUIDField()
    occasion = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "code", "occasion", "user"], name="one_piece_of_news_per_occasion"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.occasion}"


class StepPace(models.Model):
    """How long one batch took for one state: cases that left it, and the working days they lay there.

    A batch is a plan, and without one the cases of a kind and a year at an office.
    """

    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16, choices=KindCode)
    year = models.PositiveSmallIntegerField()
    plan = models.ForeignKey(
        "applications.EvaluationPlan", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    state = models.CharField(max_length=24, choices=ApplicationState)
    finished = models.PositiveIntegerField(default=0)
    days = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "kind", "year", "plan", "state"],
                nulls_distinct=False,
                name="one_pace_per_batch_and_state",
            )
        ]

    def __str__(self):
        return f"{self.state} {self.days}/{self.finished}"


class PaceMark(models.Model):
    """How far the history was read for the paces: the last row that is counted in."""

    last = models.BigIntegerField(default=0)

    def __str__(self):
        return str(self.last)


def week_of(day: datetime.date) -> str:
    """The week a day lies in, as an occasion: 2027-W06."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
