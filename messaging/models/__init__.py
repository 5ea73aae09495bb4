"""Tables of messaging."""

from messaging.models.deliveries import Delivery, SandboxCopy
from messaging.models.inbox import Message
from messaging.models.notices import NoticeMove, NoticeRecipient, OfficeNotice
from messaging.models.preferences import ChannelPreference
from messaging.models.texts import MessageTemplate, TextVersion

__all__ = [
    "ChannelPreference",
    "Delivery",
    "Message",
    "MessageTemplate",
    "NoticeMove",
    "NoticeRecipient",
    "OfficeNotice",
    "SandboxCopy",
    "TextVersion",
]
