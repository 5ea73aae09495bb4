"""An order: what somebody has to pay."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.actors import Capacity
from accounts.services.jurisdiction import jurisdiction
from core.badges import Badge
from core.models import PublicModel
from payments.enums import FeeItem, InvoiceState, OrderState, PaymentChannel


class OrderQuerySet(models.QuerySet):
    """Who may see which orders."""

    def visible_to(self, actor) -> "OrderQuerySet":
        """The person's own orders; with staff of an office what it collects and what those below it do."""
        match actor.capacity:
            case Capacity.APPLICANT:
                return self.filter(payer=actor.user)
            case Capacity.TITLE_OFFICE:
                return self.filter(office__in=jurisdiction(actor, "see"))
        return self.none()

    def unpaid(self) -> "OrderQuerySet":
        """Those that wait for the money."""
        return self.filter(state=OrderState.UNPAID)


class Order(PublicModel):
    """One sum of one person for one thing.

    The thing lies in an app above and is known by its kind and UUID only; `purpose` names it to the payer.
    `amount` is in yuan, as the price stood when the order was placed, and never changes.
    `channel` and `transaction_number` (支付流水号) are those of the payment, empty while there is none.
    `office` collects it and says when it was paid offline, None where no office does. `paid_at` is when that
    was said; the day of the money is on the receipt. `extended_until` is the last day this payer alone was
    given, beyond the days everybody has.
    """

    number = models.CharField(max_length=19, unique=True)
    payer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    item = models.CharField(max_length=10, choices=FeeItem)
    # `orders_of_office` begins with it.
    office = models.ForeignKey(
        "accounts.TitleOffice",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    purpose = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    state = models.CharField(max_length=10, choices=OrderState, default=OrderState.UNPAID)
    channel = models.CharField(max_length=10, choices=PaymentChannel, blank=True)
    transaction_number = models.CharField(max_length=64, blank=True)
    invoice_state = models.CharField(max_length=10, choices=InvoiceState, default=InvoiceState.NONE)
    payable_kind = models.CharField(max_length=20)
    payable_id = models.UUIDField()
    extended_until = models.DateField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["payer", "-created_at"], name="orders_of_person"),
            models.Index(fields=["office", "-created_at", "-id"], name="orders_of_office"),
            models.Index(fields=["payable_kind", "payable_id"], name="orders_for_thing"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["payable_kind", "payable_id"],
                condition=Q(state=OrderState.UNPAID),
                name="one_unpaid_order_per_thing",
            ),
            models.UniqueConstraint(
                fields=["payable_kind", "payable_id"],
                condition=Q(state__in=OrderState.settled),
                name="a_thing_is_paid_for_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="order_is_about_money"),
            models.CheckConstraint(condition=Q(number__regex=r"^dl[0-9]{17}$"), name="order_number_shape"),
            models.CheckConstraint(
                condition=Q(state=OrderState.CLOSED, closed_at__isnull=False)
                | (~Q(state=OrderState.CLOSED) & Q(closed_at__isnull=True)),
                name="closed_order_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.PAID, paid_at__isnull=False) & ~Q(channel="")
                | (~Q(state=OrderState.PAID) & Q(paid_at__isnull=True, channel="")),
                name="paid_order_has_a_day_and_a_way",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def status_badge(self) -> Badge:
        """How it stands."""
        return OrderState(self.state).badge

    @property
    def paid_time(self):
        """支付时间 of the list: when the payment was noted, before that when the order was placed."""
        return self.paid_at or self.created_at

    @property
    def is_unpaid(self) -> bool:
        """Whether it waits for the money."""
        return self.state == OrderState.UNPAID

    @property
    def is_settled(self) -> bool:
        """Whether nothing is owed for the thing any more: paid, or let off."""
        return self.state in OrderState.settled
