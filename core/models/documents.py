"""The record of one document (PDF, Word, Excel, picture) that is only ever downloaded."""

from django.conf import settings
from django.db import models

from core.models.base import PublicModel


class StoredDocument(PublicModel):
    """One file kept as it came, under a random name on disk; its owner is named by kind and UUID."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    original_name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    path = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="stored_document_owner")]

    def __str__(self) -> str:
        return f"{self.owner_kind} {self.public_id}"
