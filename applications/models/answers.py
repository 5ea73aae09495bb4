"""What an applicant answered in one section, or in each row of one that has many."""

from django.db import models

from applications.models.application import Application
from core.models import OrderedAnswers, SealedAnswers


class SectionAnswer(SealedAnswers):
    """`data` is what 保存 accepted; `draft` is what was typed since, unchecked, until the next 保存.

    Leaves that a form declares as personal data are sealed in both. Of a section with many rows only
    `saved_at` is used: when anything in it was saved last, be it that there is nothing to say.
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


class SectionRow(OrderedAnswers):
    """One row of a section that has many, in the order the applicant gave them.

    `draft` is what was typed since the last 保存, unchecked. Personal data are sealed in both.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="rows")
    draft = models.JSONField(null=True, blank=True)
    drafted_at = models.DateTimeField(null=True, blank=True)

    class Meta(OrderedAnswers.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section_key", "position"],
                name="one_section_row_per_place",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self):
        return f"{self.section_key} {self.public_id}"


class RowDraft(SealedAnswers):
    """What was typed into the form of a new row and not saved yet; `token` tells one opening from another."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="row_drafts")
    section_key = models.CharField(max_length=30)
    token = models.CharField(max_length=64)
    drafted_at = models.DateTimeField()

    # All of it is unsaved: there is no newer text beside `data`.
    draft = None

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section_key", "token"], name="one_draft_per_opened_form"
            )
        ]

    def __str__(self):
        return f"{self.section_key} {self.public_id}"
