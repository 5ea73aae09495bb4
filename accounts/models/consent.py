"""用户协议, 隐私政策, 单独同意: the texts with their versions, and who agreed to which."""

from django.conf import settings
from django.db import models

from accounts.enums import ConsentCode
from core.models import PublicModel


class ConsentTextQuerySet(models.QuerySet):
    """Questions about the texts."""

    def current(self):
        """The newest version of every text, in the order they are shown."""
        newest = self.order_by("code", "-version").distinct("code")
        found = list(newest)
        return sorted(found, key=lambda text: ConsentCode.values.index(text.code))


class ConsentText(models.Model):
    """One version of one text. What people agreed to never changes: another wording is another version."""

    code = models.CharField(max_length=16, choices=ConsentCode)
    version = models.PositiveSmallIntegerField()
    body = models.TextField()
    in_force_on = models.DateField()

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="consent_text_once")]

    def __str__(self):
        return f"{self.code} {self.version}"

    @property
    def paragraphs(self) -> list[tuple[str, str]]:
        """(kind, words) line by line; kind is `head` or `text`."""
        lines = filter(None, (line.strip() for line in self.body.splitlines()))
        return [("head", line.lstrip("# ")) if line.startswith("#") else ("text", line) for line in lines]


class Consent(PublicModel):
    """One person agreed to one version at `created_at`. The proof outlives the account, so no cascade."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "text"], name="one_consent_per_person_and_text")
        ]

    def __str__(self):
        return str(self.public_id)
