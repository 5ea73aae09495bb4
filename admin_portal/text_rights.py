"""Who keeps the words of messages and notices."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts.enums import OfficeLevel
from accounts.services.jurisdiction import decide
from messaging.notices.rules import may_write


def may_edit_texts(actor) -> bool:
    """Who may manage_offices (J75) of the regional office: the texts serve everybody."""
    office = actor.office
    if office is None or office.level != OfficeLevel.REGIONAL:
        return False
    return bool(decide(actor, "manage_offices", item_office=office))


def regional_administrators(view):
    """Let only those who may change the texts reach the view."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_edit_texts(request.actor):
            raise PermissionDenied("消息文本和发送记录由自治区职改办的管理员维护。")
        return view(request, *args, **kwargs)

    return guarded


def may_write_notices(actor) -> bool:
    """Who may publish notices of the own office (publish_notice, J83)."""
    return may_write(actor)
