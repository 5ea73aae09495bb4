"""A person with an account, and the names they sign in by."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from accounts.enums import FontSize, IdentifierKind, SecurityQuestion, Sex
from core.models import PublicModel
from core.pii import EncryptedCharField
from core.validators import DocumentKind


class UserManager(BaseUserManager):
    """Plain creation of the row; registration and staff accounts have services of their own."""

    def create_user(self, *, password=None, **fields):
        user = self.model(**fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(PublicModel, AbstractBaseUser):
    """One natural person. What signs them in lies in LoginIdentifier, what they may do in Membership.

    With `must_change_password` the password is a one-time secret that opens nothing but the page to change
    it, and from `secret_expires_at` on not even that.
    """

    name = models.CharField(max_length=50)
    name_pinyin = models.CharField(max_length=200, blank=True)
    document_kind = models.CharField(
        max_length=24, choices=DocumentKind, default=DocumentKind.RESIDENT_ID, blank=True
    )
    nationality = models.CharField(max_length=3, default="CHN")
    id_number = EncryptedCharField(max_length=32, blank=True, default="")
    mobile = EncryptedCharField(max_length=16, blank=True, default="")
    email = EncryptedCharField(max_length=254, blank=True, default="")
    birth_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, choices=Sex, blank=True)
    security_question = models.CharField(max_length=24, choices=SecurityQuestion, blank=True)
    security_answer = models.CharField(max_length=256, blank=True)
    aa = models.CharField(max_length=8, choices=FontSize, default=FontSize.STANDARD)
    employer = models.ForeignKey(
        "accounts.Employer", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    is_active = models.BooleanField(default=True)
    disabled_note = models.CharField(max_length=200, blank=True)
    must_change_password = models.BooleanField(default=False)
    secret_expires_at = models.DateTimeField(null=True, blank=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    email_confirmed_at = models.DateTimeField(null=True, blank=True)
    deregistered_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "public_id"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        indexes = [models.Index(fields=["employer", "name_pinyin"], name="people_of_employer")]

    def __str__(self):
        return str(self.public_id)


class LoginIdentifier(models.Model):
    """What signs one person in: the digest of a document number, mobile, e-mail or staff name."""

    kind = models.CharField(max_length=12, choices=IdentifierKind)
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="login_identifiers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="one_identifier_of_a_kind_per_user")
        ]

    def __str__(self):
        return f"{self.kind} {self.digest[:8]}"
