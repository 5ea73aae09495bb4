"""Gates that views stand behind."""

from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts.actors import Capacity


def for_applicants(view):
    """These pages belong to people acting for themselves; staff have their own."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.actor.capacity != Capacity.APPLICANT:
            raise PermissionDenied("这是个人账户的页面。请切换到个人身份后再打开。")
        return view(request, *args, **kwargs)

    return guarded
