"""What was handed in, as it was at that moment."""

from django.db import models

from applications.models.application import Application
from core import pii
from core.models import PublicModel

TABLE = "applications_submissionrevision"


class SubmissionRevision(PublicModel):
    """One submission: the answers of all sections, the identity of the applicant and the list of files.

    `rows` holds for each section that has many its rows in order, each with its public id. `files` holds for
    each file its public id, specification, row, position and SHA-256. Never changed afterwards.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="revisions")
    sequence = models.PositiveSmallIntegerField()
    form_version = models.PositiveSmallIntegerField()
    commitment_version = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    identity = models.JSONField(default=dict)
    files = models.JSONField(default=list)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["application", "sequence"], name="one_revision_per_sequence")
        ]

    def __str__(self):
        return f"{self.sequence} {self.public_id}"

    def seal_section(self, key: str, answers: dict, fields) -> None:
        """Keep the answers of one section with the named leaves sealed."""
        self.answers[key] = pii.encrypt_leaves(answers, fields, self._place(f"answers.{key}"))

    def section(self, key: str, fields) -> dict:
        """The answers of one section in plain text."""
        return pii.decrypt_leaves(self.answers.get(key, {}), fields, self._place(f"answers.{key}"))

    def seal_rows(self, key: str, rows: list[tuple[str, dict]], fields) -> None:
        """Keep the rows of one section, given as (public id, answers), with the named leaves sealed."""
        self.rows[key] = [
            {"id": row_id, "data": pii.encrypt_leaves(answers, fields, self._place(f"rows.{row_id}"))}
            for row_id, answers in rows
        ]

    def section_rows(self, key: str, fields) -> list[tuple[str, dict]]:
        """The rows of one section as (public id, answers), in plain text."""
        return [
            (row["id"], pii.decrypt_leaves(row["data"], fields, self._place(f"rows.{row['id']}")))
            for row in self.rows.get(key, [])
        ]

    def seal_identity(self, identity: dict, fields) -> None:
        """Keep who the applicant was, the named leaves sealed."""
        self.identity = pii.encrypt_leaves(identity, fields, self._place("identity"))

    def opened_identity(self, fields) -> dict:
        """Who the applicant was, in plain text."""
        return pii.decrypt_leaves(self.identity, fields, self._place("identity"))

    def _place(self, column: str) -> str:
        return f"{TABLE}.{column}.{self.public_id}"
