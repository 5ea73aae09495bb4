"""Papers that were printed: what each said of itself, and where its file lies while it can be had."""

import datetime
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from applications.models.application import Application
from applications.paper_enums import PaperKind
from core.badges import Badge
from core.models import Progress, ProgressState, PublicModel, StoredDocument

LIFETIME = timedelta(hours=24)
GROUP = 4


class PrintedDocument(PublicModel):
    """One printed paper. What strangers read by its check code is frozen when it is made, the name masked.

    `subject_id` is the application, notice or house it is about; of an application that goes, its papers go
    too. `asked_by` had it made in this `membership`, or without one as an applicant. `document` is the sealed
    file, gone after a day; `sha256` stays, so that a file can be compared.
    """

    kind = models.CharField(max_length=24, choices=PaperKind)
    check_code = models.CharField(max_length=16, unique=True)
    subject_id = models.UUIDField()
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.CASCADE, related_name="papers"
    )
    number = models.CharField(max_length=16, blank=True)
    masked_name = models.CharField(max_length=80, blank=True)
    body = models.CharField(max_length=120)
    state = models.CharField(max_length=24, blank=True)
    state_label = models.CharField(max_length=20, blank=True)
    is_draft = models.BooleanField(default=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(
        "accounts.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    job = models.ForeignKey(Progress, null=True, on_delete=models.SET_NULL, related_name="+")
    document = models.ForeignKey(StoredDocument, null=True, on_delete=models.SET_NULL, related_name="+")
    pages = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["asked_by", "-created_at", "-id"], name="papers_of_person"),
            models.Index(fields=["kind", "subject_id"], name="papers_of_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(made_at__isnull=True, sha256="")
                | (models.Q(made_at__isnull=False) & ~models.Q(sha256="")),
                name="made_paper_has_a_digest",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.public_id}"

    @property
    def shown_code(self) -> str:
        """The check code as it is printed, in groups of four."""
        return "-".join(
            self.check_code[start : start + GROUP] for start in range(0, len(self.check_code), GROUP)
        )

    @property
    def expires_at(self) -> datetime.datetime:
        """Until when the file can be downloaded."""
        return (self.made_at or self.created_at) + LIFETIME

    @property
    def can_be_had(self) -> bool:
        """Whether the file lies ready."""
        return self.document_id is not None and timezone.now() < self.expires_at

    @property
    def is_waiting(self) -> bool:
        """Whether a worker is still to make it."""
        return bool(self.job and self.job.state == ProgressState.RUNNING and timezone.now() < self.expires_at)

    @property
    def status_badge(self) -> Badge:
        """Where the file is, for the person who asked for it."""
        if self.can_be_had:
            return Badge("pass", "可以下载")
        if self.is_waiting:
            return Badge("doing", "正在生成")
        return Badge("void", "已过期") if self.made_at else Badge("fail", "没能生成")
