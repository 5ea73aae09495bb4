"""Answers kept as JSON, in which the leaves a form declares as personal data are sealed."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from core import pii
from core.models.base import PublicModel


class SealedAnswers(PublicModel):
    """The answers of one section; `version` counts how often they were written."""

    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def seal(self, column: str, answers: dict, fields) -> None:
        """Put answers into `column` with the named leaves sealed; dates and UUIDs become text."""
        sealed = pii.encrypt_leaves(storable(answers), fields, self._place(column))
        setattr(self, column, sealed)

    def opened(self, column: str, fields) -> dict:
        """The answers of `column` in plain text."""
        return pii.decrypt_leaves(getattr(self, column) or {}, fields, self._place(column))

    def _place(self, column: str) -> str:
        return f"{self._meta.db_table}.{column}.{self.public_id}"


class OrderedAnswers(SealedAnswers):
    """One row of a section that has many; `position` counts from 0 among the rows of the section."""

    section_key = models.CharField(max_length=30)
    position = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True
        ordering = ["section_key", "position"]


def storable(answers: dict) -> dict:
    """Cleaned answers as plain JSON values: dates, numbers with a point and UUIDs become text."""
    return json.loads(json.dumps(answers, cls=DjangoJSONEncoder))
