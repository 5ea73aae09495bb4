"""The record of one picture kept outside the web root; its bytes are on disk under a random name."""

from django.conf import settings
from django.db import models

from core.models.base import PublicModel


class StoredFile(PublicModel):
    """One normalised picture and its thumbnail.

    The owner is named by kind and UUID, not by a foreign key, because owners live on higher floors.
    The name a person gave the file is not kept as it was: `original_name` is already free of personal data.
    """

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    spec_code = models.CharField(max_length=40)
    row_id = models.UUIDField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    original_name = models.CharField(max_length=120)
    path = models.CharField(max_length=80, unique=True)
    thumb_path = models.CharField(max_length=80, unique=True)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    # Codes of core.portraits: what is not as it should be.
    hints = models.JSONField(default=list, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["spec_code", "position", "pk"]
        indexes = [
            models.Index(fields=["sha256"], name="files_of_same_bytes"),
            models.Index("owner_kind", "owner_id", "spec_code", "position", name="stored_file_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.spec_code} {self.public_id}"
