"""What an applicant answered in one section, with the newer text that was saved by itself."""

from django.db import models

from applications.models.application import Application
from core import pii
from core.models import PublicModel

TABLE = "applications_sectionanswer"


class SectionAnswer(PublicModel):
    """`data` is what 保存 accepted; `draft` is what was typed since, unchecked, until the next 保存.

    Leaves that a form declares as personal data are sealed in both.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    section_key = models.CharField(max_length=30)
    data = models.JSONField(default=dict)
    draft = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "section_key"], name="one_answer_per_section")
        ]

    def __str__(self):
        return f"{self.section_key} {self.public_id}"

    def seal(self, column: str, answers: dict, fields) -> None:
        """Put answers into `data` or `draft` with the named leaves sealed."""
        setattr(self, column, pii.encrypt_leaves(answers, fields, f"{TABLE}.{column}.{self.public_id}"))

    def opened(self, column: str, fields) -> dict:
        """The answers of `data` or `draft` in plain text."""
        stored = getattr(self, column) or {}
        return pii.decrypt_leaves(stored, fields, f"{TABLE}.{column}.{self.public_id}")
