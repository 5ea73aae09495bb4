"""How the holder of a certificate comes by it: called for, sent by post, or downloaded."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from certificates.enums import DELIVERY_BEGINS, DeliveryMethod, DeliveryState
from core.badges import Badge
from core.models import PublicModel
from core.pii import EncryptedCharField

ONE_METHOD = Q()
for _method, _state in DELIVERY_BEGINS.items():
    ONE_METHOD |= Q(method=_method, state=_state)


class Delivery(PublicModel):
    """What was chosen for the certificate that comes of one thing of an app above, named by kind and UUID.

    Where nothing was chosen there is no row. `region` is a code of `catalogue.postal_regions`; it and the
    sealed columns are filled for what is mailed and empty otherwise.
    """

    owner_kind = models.CharField(max_length=20)
    owner_id = models.UUIDField()
    # By CASCADE and by name: so it goes with what else is the person's own when the account is closed.
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="certificate_deliveries"
    )
    office = models.ForeignKey("accounts.TitleOffice", on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10, choices=DeliveryMethod)
    state = models.CharField(max_length=20, choices=DeliveryState)
    recipient = EncryptedCharField(max_length=50, blank=True)
    region = models.CharField(max_length=6, blank=True)
    address = EncryptedCharField(max_length=120, blank=True)
    phone = EncryptedCharField(max_length=40, blank=True)
    postcode = EncryptedCharField(max_length=6, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["owner_kind", "owner_id"], name="one_delivery_per_thing"),
            models.CheckConstraint(condition=ONE_METHOD, name="delivery_state_fits_its_method"),
            models.CheckConstraint(
                condition=Q(method=DeliveryMethod.MAILING) ^ Q(region=""), name="only_mail_has_an_address"
            ),
        ]

    def __str__(self):
        return f"{self.get_method_display()} {self.public_id}"

    @property
    def status_badge(self) -> Badge:
        """How far it is."""
        return Badge("todo", DeliveryState(self.state).label)

    @property
    def is_mailed(self) -> bool:
        """Whether it goes by post."""
        return self.method == DeliveryMethod.MAILING

    @property
    def is_stranded(self) -> bool:
        """Whether it was to go by post, but the office mails no more."""
        return self.is_mailed and not self.office.mails
