"""What somebody has to pay."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.actors import Capacity
from core.badges import Badge
from core.models import PublicModel
from payments.enums import FeeItem, InvoiceState, OrderState, PaymentChannel


class OrderQuerySet(models.QuerySet):
    """Who may see which orders."""

    def visible_to(self, actor) -> "OrderQuerySet":
        """The person's own orders; nobody else's in any capacity."""
        return self.filter(payer=actor.user) if actor.capacity == Capacity.APPLICANT else self.none()

    def unpaid(self) -> "OrderQuerySet":
        """Those that wait for the money."""
        return self.filter(state=OrderState.UNPAID)


class Order(PublicModel):
    """One sum of one person for one thing.

    The thing lies in an app above and is known by its kind and UUID only; `purpose` names it to the payer.
    `amount` is in yuan, as the price stood when the order was placed, and never changes.
    `channel` and `transaction_number` (支付流水号) are those of the payment, empty while there is none.
    """

    number = models.CharField(max_length=19, unique=True)
    payer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    item = models.CharField(max_length=10, choices=FeeItem)
    purpose = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.UNPAID)
    channel = models.CharField(max_length=10, choices=PaymentChannel, blank=True)
    transaction_number = models.CharField(max_length=64, blank=True)
    invoice_state = models.CharField(max_length=10, choices=InvoiceState, default=InvoiceState.NONE)
    payable_kind = models.CharField(max_length=20)
    payable_id = models.UUIDField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["payer", "-created_at"], name="orders_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["payable_kind", "payable_id"],
                condition=Q(state=OrderState.UNPAID),
                name="one_unpaid_order_per_thing",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="order_is_about_money"),
            models.CheckConstraint(condition=Q(number__regex=r"^dl[0-9]{17}$"), name="order_number_shape"),
            models.CheckConstraint(
                condition=Q(state=OrderState.CLOSED, closed_at__isnull=False)
                | (~Q(state=OrderState.CLOSED) & Q(closed_at__isnull=True)),
                name="closed_order_has_a_day",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def status_badge(self) -> Badge:
        """How it stands."""
        return OrderState(self.state).badge

    @property
    def is_unpaid(self) -> bool:
        """Whether it waits for the money."""
        return self.state == OrderState.UNPAID
