"""What an applicant answered in one section, with the newer text that was saved by itself."""

from django.db import models

from applications.models.application import Application
from core.models import SealedAnswers


class SectionAnswer(SealedAnswers):
    """`data` is what 保存 accepted; `draft` is what was typed since, unchecked, until the next 保存.

    Leaves that a form declares as personal data are sealed in both.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    section_key = models.CharField(max_length=30)
    draft = models.JSONField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "section_key"], name="one_answer_per_section")
        ]

    def __str__(self):
        return f"{self.section_key} {self.public_id}"
