"""What was done to employers, transfers and corrections, and by whom: the history their workflows write."""

from django.db import models

from core.audit import reference
from core.models import MoveRow


class AccountMove(MoveRow):
    """One move of a row of accounts that has a workflow; the row is named by model label and UUID."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()

    class Meta(MoveRow.Meta):
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="moves_of_account_row")]

    def __str__(self):
        return f"{self.move} {self.subject_id}"

    @staticmethod
    def of(subject):
        kind, public_id = reference(subject)
        return {"subject_kind": kind, "subject_id": public_id}
