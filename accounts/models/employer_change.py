"""Changes an employer asked for that its office has to approve."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.enums import EmployerChangeState
from accounts.models.moves import AccountMove
from core.badges import Badge
from core.models import PublicModel

BADGES = {
    EmployerChangeState.PENDING: "doing",
    EmployerChangeState.APPROVED: "pass",
    EmployerChangeState.REFUSED: "fail",
    EmployerChangeState.WITHDRAWN: "void",
}


class EmployerChange(PublicModel):
    """One request; `after` holds what is to become of each column that differs.

    Other rows (region, office, superior) stand there by their key. `words` is what people read: the label
    of the column, the old value and the new one, as they were on the day.
    """

    employer = models.ForeignKey("accounts.Employer", on_delete=models.PROTECT, related_name="changes")
    after = models.JSONField()
    words = models.JSONField()
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=EmployerChangeState, default=EmployerChangeState.PENDING)
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    turn_began_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employer"],
                condition=Q(state=EmployerChangeState.PENDING),
                name="one_pending_change_per_employer",
            )
        ]

    def __str__(self):
        return str(self.public_id)

    @property
    def status_badge(self) -> Badge:
        return Badge(BADGES[EmployerChangeState(self.state)], self.get_state_display())

    @property
    def is_pending(self) -> bool:
        return self.state == EmployerChangeState.PENDING

    def state_label(self, _actor) -> str:
        return self.get_state_display()

    def last_move(self, name):
        """The newest move of this name, or None."""
        return AccountMove.objects.filter(**AccountMove.of(self), move=name).order_by("-pk").first()

    @property
    def opinion(self) -> str:
        """What the office said last."""
        last = AccountMove.objects.filter(**AccountMove.of(self)).order_by("-pk").first()
        return last.opinion if last else ""
