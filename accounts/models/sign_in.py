"""Codes sent by SMS and e-mail, and where people signed in from."""

from django.db import models

from accounts.enums import Capacity, CodePurpose
from core.models import PublicModel

METHODS = {"password": "密码", "sms": "短信", "registration": "注册"}


class OneTimeCode(PublicModel):
    """A code bound to a purpose and a mobile or e-mail; neither address nor code can be read from the row."""

    purpose = models.CharField(max_length=12, choices=CodePurpose)
    address_digest = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "address_digest"],
                condition=models.Q(used_at=None),
                name="one_live_code_per_purpose_and_address",
            )
        ]

    def __str__(self):
        return f"{self.purpose} {self.public_id}"


class SignInRecord(PublicModel):
    """One successful sign-in.

    The address is kept as a keyed digest, to know it again and no more; device and place in rough words.
    """

    succeeded = True

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="sign_ins")
    capacity = models.CharField(max_length=12, choices=Capacity)
    method = models.CharField(max_length=12)
    device = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=60, blank=True)
    address_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["user", "address_digest", "created_at"], name="known_addresses")]

    def __str__(self):
        return f"{self.method} {self.public_id}"

    @property
    def method_words(self):
        """By what the person signed in."""
        return METHODS.get(self.method, self.method)


class SignInFailure(PublicModel):
    """One attempt that did not succeed; the same row for an account somebody has and for one nobody has.

    `account_key` is the person's public id, or a digest of what was typed.
    """

    succeeded = False

    account_key = models.CharField(max_length=64)
    capacity = models.CharField(max_length=12, choices=Capacity)
    method = models.CharField(max_length=12)
    device = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account_key", "-id"], name="failures_of_account")]

    def __str__(self):
        return f"{self.method} {self.public_id}"

    @property
    def method_words(self):
        """By what the person tried to sign in."""
        return METHODS.get(self.method, self.method)
