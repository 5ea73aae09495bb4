"""姓名和身份证号更正: what shall change, and on which papers (注册须知 5)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import CorrectionState
from accounts.models.moves import AccountMove
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField
from core.validators import DocumentKind


class IdentityCorrection(PublicModel):
    """One request. `old_…` is what the account said when it was handed in, `new_…` what the papers say."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="corrections")
    office = models.ForeignKey(
        "accounts.TitleOffice", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    old_name = models.CharField(max_length=50)
    old_document_kind = models.CharField(max_length=24, choices=DocumentKind)
    old_id_number = EncryptedCharField(max_length=32, blank=True, default="")
    new_name = models.CharField(max_length=50)
    new_document_kind = models.CharField(max_length=24, choices=DocumentKind)
    new_nationality = models.CharField(max_length=3, default="CHN")
    new_id_number = EncryptedCharField(max_length=32)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=16, choices=CorrectionState, default=CorrectionState.DRAFT)
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["office", "state", "submitted_at"], name="corrections_of_office")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state__in=CorrectionState.open),
                name="one_open_correction_per_person",
            )
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def status_badge(self) -> Badge:
        """State as everybody reads it."""
        return CorrectionState(self.state).badge

    @property
    def is_editable(self) -> bool:
        """Whether the person may still change it."""
        return self.state in CorrectionState.editable

    @property
    def moves(self):
        """What was done to it, oldest first."""
        return AccountMove.objects.filter(**AccountMove.of(self))

    def state_label(self, _actor) -> str:
        """The state in words, the same for all."""
        return self.get_state_display()

    def last_move(self, name):
        """The newest row of one move of this request, or None."""
        return self.moves.filter(move=name).last()
