"""Invitations of an employer to its people: the workbook they come from, its rows, and each invitation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import BatchState, InvitationState, LineOutcome
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField
from core.validators import DocumentKind

EXPIRED = Badge("void", "已过期")
INVITATION_BADGES = {
    InvitationState.SENT: Badge("doing", InvitationState.SENT.label),
    InvitationState.ACCEPTED: Badge("pass", InvitationState.ACCEPTED.label),
    InvitationState.DECLINED: Badge("fail", InvitationState.DECLINED.label),
    InvitationState.WITHDRAWN: Badge("void", InvitationState.WITHDRAWN.label),
}
BATCH_BADGES = {
    BatchState.CHECKED: Badge("todo", BatchState.CHECKED.label),
    BatchState.RUNNING: Badge("doing", BatchState.RUNNING.label),
    BatchState.DONE: Badge("pass", BatchState.DONE.label),
}


class InvitationQuerySet(models.QuerySet):
    """Questions about many invitations."""

    def open(self):
        """Still to be answered, and not too late for it."""
        return self.filter(state=InvitationState.SENT, expires_at__gt=timezone.now())

    def visible_to(self, actor):
        """Those of the employer the person acts for."""
        return self.filter(employer=actor.employer_id) if actor.employer_id else self.none()


class Invitation(PublicModel):
    """One person asked to join one employer, known by the digest of the document number.

    `code_digest` is of the code in the SMS link; the link opens a page, it proves nothing about a person.
    """

    employer = models.ForeignKey("accounts.Employer", on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=50)
    name_pinyin = models.CharField(max_length=200, blank=True)
    id_digest = models.CharField(max_length=64)
    id_number = EncryptedCharField(max_length=32, blank=True, default="")
    mobile = EncryptedCharField(max_length=16, blank=True, default="")
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.SENT)
    code_digest = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField()
    sent_count = models.PositiveSmallIntegerField(default=0)
    last_sent_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id_digest", "state"], name="invitations_of_person"),
            models.Index(fields=["employer", "-created_at", "-id"], name="invitations_of_employer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employer", "id_digest"],
                condition=Q(state=InvitationState.SENT),
                name="one_open_invitation_per_person_and_employer",
            )
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def is_open(self) -> bool:
        """Whether the person may still answer."""
        return self.state == InvitationState.SENT and self.expires_at > timezone.now()

    @property
    def may_be_taken_back(self) -> bool:
        """Whether it may be sent again or withdrawn: nobody has answered it."""
        return self.state == InvitationState.SENT

    @property
    def status_badge(self) -> Badge:
        if self.state == InvitationState.SENT and not self.is_open:
            return EXPIRED
        return INVITATION_BADGES[InvitationState(self.state)]


class InvitationBatch(PublicModel):
    """One uploaded workbook of people to invite; the same file counts once for an employer."""

    employer = models.ForeignKey("accounts.Employer", on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)
    sheet = models.CharField(max_length=40)
    state = models.CharField(max_length=8, choices=BatchState, default=BatchState.CHECKED)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    site = models.CharField(max_length=120, blank=True)
    progress = models.ForeignKey(
        "core.Progress", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    imported_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["employer", "sha256"], name="one_batch_per_employer_and_file")
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def status_badge(self) -> Badge:
        return BATCH_BADGES[BatchState(self.state)]

    @property
    def is_waiting(self) -> bool:
        """Whether it was looked at and nothing was done yet."""
        return self.state == BatchState.CHECKED

    @property
    def is_running(self) -> bool:
        return self.state == BatchState.RUNNING


class InvitationLine(PublicModel):
    """One row of the workbook as it was typed, and what became of it.

    `problems` lists [column key, sentence] and quotes nothing of what was typed.
    """

    batch = models.ForeignKey(InvitationBatch, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=500, blank=True)
    document_kind = models.CharField(max_length=24, choices=DocumentKind, blank=True)
    kind_typed = models.CharField(max_length=500, blank=True)
    id_number = EncryptedCharField(max_length=500, blank=True, default="")
    mobile = EncryptedCharField(max_length=500, blank=True, default="")
    id_digest = models.CharField(max_length=64, blank=True)
    problems = models.JSONField(default=list, blank=True)
    outcome = models.CharField(max_length=10, choices=LineOutcome, default=LineOutcome.READY)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_line_per_row_of_a_batch")
        ]

    def __str__(self):
        return f"{self.batch_id} {self.number}"
