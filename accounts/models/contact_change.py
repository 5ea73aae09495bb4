"""When a person changed mobile or e-mail: what limits how often (decision B37)."""

from django.db import models

from accounts.enums import IdentifierKind
from core.models import PublicModel


class ContactChange(PublicModel):
    """One change of the mobile or the e-mail address; neither old nor new address is kept here."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="contact_changes")
    kind = models.CharField(max_length=12, choices=IdentifierKind)

    class Meta:
        indexes = [models.Index(fields=["user", "created_at"], name="contact_changes_of_user")]

    def __str__(self):
        return f"{self.kind} {self.public_id}"
