"""个人资料: what a person keeps here once, for every form that asks for it."""

from django.db import models

from core.models import OrderedAnswers, SealedAnswers


class ProfileAnswer(SealedAnswers):
    """The answers of one section that is asked once."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="profile_answers")
    section_key = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "section_key"], name="one_profile_answer_per_section")
        ]

    def __str__(self):
        return f"{self.section_key} {self.public_id}"


class ProfileRow(OrderedAnswers):
    """One row of a section that has many, in the order the person gave them."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="profile_rows")

    class Meta(OrderedAnswers.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["user", "section_key", "position"],
                name="one_profile_row_per_place",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]

    def __str__(self):
        return f"{self.section_key} {self.public_id}"
