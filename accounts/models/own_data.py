"""下载我的数据: the copy a person asked for, sealed, for one day."""

from django.conf import settings
from django.db import models

from core.models import PublicModel
from core.pii import EncryptedCharField


class OwnDataCopy(PublicModel):
    """One copy. `content` is the zip file in base64, empty until the worker has made it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    job = models.OneToOneField("core.Progress", on_delete=models.CASCADE, related_name="+")
    content = EncryptedCharField(max_length=200_000_000, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self):
        return str(self.public_id)
