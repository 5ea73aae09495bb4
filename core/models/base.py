"""What every row with an address of its own has."""

import uuid

from django.db import models
from django.utils import timezone


class PublicModel(models.Model):
    """A row that is named outside the database by a UUID, never by its primary key."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
