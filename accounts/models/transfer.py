"""单位调整: a person's wish to move to another employer, which that employer confirms."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import TransferState
from accounts.models.moves import AccountMove
from core.badges import Badge
from core.models import PublicModel


class TransferQuerySet(models.QuerySet):
    """Questions about many transfers."""

    def awaiting(self, employer):
        """Those `employer` has to confirm or refuse, oldest first, with the people named."""
        waiting = self.filter(to_employer=employer, state=TransferState.WAITING)
        return waiting.select_related("person", "from_employer").order_by("created_at", "pk")

    def of(self, user):
        """Those of one person, newest first, with the employers named."""
        return self.filter(person=user).select_related("from_employer", "to_employer").order_by("-pk")


class EmployerTransfer(PublicModel):
    """One request to change the employer; `reason` is the person's, the opinions lie in the moves."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="transfers")
    from_employer = models.ForeignKey("accounts.Employer", on_delete=models.PROTECT, related_name="+")
    to_employer = models.ForeignKey("accounts.Employer", on_delete=models.PROTECT, related_name="transfers")
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=TransferState, default=TransferState.WAITING)
    version = models.PositiveIntegerField(default=1)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["to_employer", "state", "created_at"], name="transfers_of_employer")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(state=TransferState.WAITING),
                name="one_open_transfer_per_person",
            )
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def status_badge(self) -> Badge:
        """State as everybody reads it."""
        return TransferState(self.state).badge

    def state_label(self, _actor) -> str:
        """The state in words, the same for all."""
        return self.get_state_display()

    def last_move(self, name):
        """The newest row of one move of this request, or None."""
        return AccountMove.objects.filter(**AccountMove.of(self), move=name).last()
