"""政策文件: what an office lets applicants read on the page 填报说明, with files to download."""

from django.db import models
from django.db.models import Q

from core.badges import Badge
from core.models import PublicModel


class PolicyNoticeQuerySet(models.QuerySet):
    """Questions about many policy notices."""

    def published(self):
        """What applicants may read."""
        return self.filter(published_at__isnull=False)

    def read_with(self, office):
        """What somebody who applies at `office` reads: its own and what holds for all offices."""
        return self.filter(Q(office=office) | Q(office=None))


class PolicyNotice(PublicModel):
    """One notice; `office` None holds for all offices. `body` is sanitised rich text."""

    office = models.ForeignKey(
        "accounts.TitleOffice", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    body = models.TextField()
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PolicyNoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "-created_at", "-pk"]
        indexes = [models.Index(fields=["office", "-year"], name="policy_notices_of_office")]

    def __str__(self):
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether applicants may read it."""
        return self.published_at is not None

    @property
    def status_badge(self) -> Badge:
        """What `{% status notice %}` shows."""
        return Badge("pass", "已发布") if self.is_published else Badge("todo", "未发布")
