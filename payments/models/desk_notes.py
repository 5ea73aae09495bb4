"""What the collecting office notes: that an order was paid offline, or that nothing is to be paid.

A note that was wrong is revoked and stays; at most one of an order stands.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.models import PublicModel
from payments.models.order import Order


class DeskNote(PublicModel):
    """Who of the office noted it, when, and who took it back, when and why."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=50)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_for = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(revoked_at__isnull=True), name="one_standing_%(class)s"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True, revoked_for="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_for="")),
                name="revoked_%(class)s_says_by_whom_and_why",
            ),
        ]

    @property
    def is_waiver(self) -> bool:
        """Whether it says that nothing is to be paid."""
        return isinstance(self, Waiver)

    @property
    def is_standing(self) -> bool:
        """Whether nobody took it back."""
        return self.revoked_at is None


class OfflineReceipt(DeskNote):
    """线下缴费登记: `amount` yuan came in on `paid_on` from `payer_name`; the voucher is kept as a document.

    `payer_name` is whoever paid, the person or an employer for them; it goes when the person leaves.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="receipts")
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    paid_on = models.DateField()
    payer_name = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return f"{self.order_id} {self.paid_on:%Y-%m-%d}"


class Waiver(DeskNote):
    """免缴: nothing is to be paid, for `reason`, which the person reads."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="waivers")
    reason = models.CharField(max_length=200)

    def __str__(self):
        return f"{self.order_id} {self.reason[:20]}"
