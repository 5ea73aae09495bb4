"""发送记录 names who was written to: people by their accounts, strangers by the invitation."""

import json
from dataclasses import dataclass

from accounts.services import invitations
from core.pii import mask
from messaging.event_register import event
from messaging.models import Delivery

INVITED = "employer_invited_new"


@dataclass(frozen=True)
class Named:
    """What one delivery was about and who was meant; `employer` invited somebody without an account."""

    label: str
    recipient: str
    employer: str = ""


def named(deliveries) -> list[Named]:
    """Deliveries by name, with one statement for all invitations; invited people's names are masked."""
    said = {one.pk: json.loads(one.values or "{}") for one in deliveries if one.template_code == INVITED}
    names = invitations.names_by_code({values.get("link", "") for values in said.values()})
    return [_named(one, said.get(one.pk), names) for one in deliveries]


def _named(delivery: Delivery, said: dict | None, names: dict[str, str]) -> Named:
    label = event(delivery.template_code).label
    if said is None:
        return Named(label, delivery.recipient.name if delivery.recipient else "")
    name = mask(names.get(said.get("link", ""), ""), "name")
    return Named(label, f"受邀人 {name}".strip(), said.get("employer", ""))
