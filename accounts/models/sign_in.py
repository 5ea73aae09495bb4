"""Codes sent by SMS, and where people signed in from."""

from django.db import models

from accounts.enums import Capacity, CodePurpose
from core.models import PublicModel


class SmsCode(PublicModel):
    """A code bound to a purpose and a mobile; neither the mobile nor the code can be read from the row."""

    purpose = models.CharField(max_length=12, choices=CodePurpose)
    mobile_digest = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "mobile_digest"],
                condition=models.Q(used_at=None),
                name="one_live_code_per_purpose_and_mobile",
            )
        ]

    def __str__(self):
        return f"{self.purpose} {self.public_id}"


class SignInRecord(PublicModel):
    """One successful sign-in. The address is kept as a keyed digest, to know it again and no more."""

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="sign_ins")
    capacity = models.CharField(max_length=12, choices=Capacity)
    method = models.CharField(max_length=12)
    address_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["user", "address_digest", "created_at"], name="known_addresses")]

    def __str__(self):
        return f"{self.method} {self.public_id}"
