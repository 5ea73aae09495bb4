"""What the desks said of the sections of an application."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.models.application import Application
from applications.models.revision import SubmissionRevision
from applications.verdict_enums import Desk, Verdict


class SectionVerdict(models.Model):
    """What one desk says of one section, given on the submission `revision`; of problems the returns tell.

    `is_old` means that the applicant changed the section since: it has to be looked at again. What was noted
    belongs to one turn of the desk, and so does 有问题: `turn_began_at` is that of the application then.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="verdicts")
    section_key = models.CharField(max_length=30)
    desk = models.CharField(max_length=8, choices=Desk)
    revision = models.ForeignKey(SubmissionRevision, on_delete=models.CASCADE, related_name="+")
    turn_began_at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.UNSEEN)
    is_old = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "desk", "section_key"], name="one_verdict_per_section_and_desk"
            )
        ]

    def __str__(self):
        return f"{self.section_key} {self.verdict}"

    @property
    def stands(self) -> Verdict:
        """What counts today."""
        return Verdict.UNSEEN if self.is_old or self.was_told else Verdict(self.verdict)

    @property
    def was_told(self) -> bool:
        """Whether it was found wanting in an earlier turn: whether it was mended is looked at anew."""
        return self.verdict == Verdict.PROBLEM and self.turn_began_at != self.application.turn_began_at
