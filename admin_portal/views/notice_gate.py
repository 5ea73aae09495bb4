"""The gate of 业务通知 and the notice a page speaks of."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from core.errors import Refused
from messaging.models import OfficeNotice
from messaging.notices.rules import may_write


def writers(view):
    """Let only those who may publish notices of their office reach the view."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not may_write(request.actor):
            raise PermissionDenied("业务通知由职改办工作人员起草和发布。")
        return view(request, *args, **kwargs)

    return guarded


def own_notice(request, public_id):
    """A notice of the office the person serves; another one is not found."""
    notices = OfficeNotice.objects.sent_by(request.actor.office).select_related("job", "written_by")
    return get_object_or_404(notices, public_id=public_id)


def own_draft(request, public_id):
    """A notice that may still be written; a published one has no such page any more."""
    notice = own_notice(request, public_id)
    if not notice.is_draft:
        raise Refused("通知已经发布，不能再修改。需要更正的，请先撤回，再另发一份。")
    return notice
