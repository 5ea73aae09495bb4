"""What the applicant's views share: finding the row, and refusing other capacities."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from accounts.actors import Capacity
from applications import registry
from applications.models import Application


def for_applicants(view):
    """These pages belong to people acting for themselves; staff have their own."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.actor.capacity != Capacity.APPLICANT:
            raise PermissionDenied("这是个人账户的页面。请切换到个人身份后再打开。")
        return view(request, *args, **kwargs)

    return guarded


def own_application(request, public_id) -> Application:
    """The person's own application with its names; anybody else's is not found."""
    mine = Application.objects.visible_to(request.actor).with_names()
    return get_object_or_404(mine, public_id=public_id)


def version_of(data) -> int:
    """The version a form was shown with; what is not a number counts as never seen."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def page_context(application, actor, **more) -> dict:
    """What every page about one application shows: its kind and the buttons open to the person."""
    return {"application": application, "kind": registry.kind(application.kind), **more}
