"""Doors inside the offices' portal: pages of one right, closed to everybody who lacks it."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Membership, TitleOffice
from accounts.services.jurisdiction import decide
from accounts.services.users import managed_by

CLOSED = "这个页面由职改办管理员使用，请联系本办管理员。"


def needs(act: str):
    """View decorator: the person has the right to `act` in their own office, else 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not decide(request.actor, act, item_office=request.actor.office):
                raise PermissionDenied(CLOSED)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def office_in_branch(actor, public_id) -> TitleOffice:
    """An office of the person's own branch; any other is not found."""
    branch = TitleOffice.objects.branch_of(actor.office).select_related("parent", "region")
    return get_object_or_404(branch, public_id=public_id)


def office_to_manage(actor, public_id) -> TitleOffice:
    """An office the person may change: the own one or one directly below; any other is not found."""
    office = office_in_branch(actor, public_id)
    if not decide(actor, "manage_offices", item_office=office):
        raise Http404
    return office


def person_to_manage(actor, public_id) -> Membership:
    """A place in an office whose users the person may manage; any other is not found."""
    return get_object_or_404(managed_by(actor), public_id=public_id)
