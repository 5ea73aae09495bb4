"""Taking back what was written to a person, or about a row that is no more."""

from django.db import transaction

from messaging.enums import DeliveryState
from messaging.models import Delivery, Message, SandboxCopy


@transaction.atomic
def erase(user) -> None:
    """Delete the inbox of a person and empty what went outside; what still waits is not sent any more."""
    Message.objects.filter(recipient=user).delete()
    addresses = {user.mobile, user.email} - {""}
    for delivery in Delivery.objects.select_for_update().filter(recipient=user):
        addresses.add(delivery.address)
        delivery.address = delivery.subject = delivery.body = delivery.values = ""
        if delivery.state == DeliveryState.WAITING:
            delivery.state = DeliveryState.EXPIRED
        delivery.recipient = None
        delivery.save()
    _erase_sandbox(addresses)


def _erase_sandbox(addresses) -> None:
    """The sandbox of demo and tests keeps few copies, each sealed, so that they are compared one by one."""
    own = [copy.pk for copy in SandboxCopy.objects.iterator() if copy.address in addresses]
    SandboxCopy.objects.filter(pk__in=own).delete()


def erase_about(public_id) -> None:
    """Delete what anybody was told of one row, by the page the message leads to."""
    Message.objects.filter(url_args__contains=[str(public_id)]).delete()
