"""What the applicant's views share: finding the row, and what every page about it shows."""

from django.shortcuts import get_object_or_404

from applications import registry
from applications.models import Application


def own_application(request, public_id) -> Application:
    """The person's own application with its names; anybody else's is not found."""
    mine = Application.objects.visible_to(request.actor).with_names()
    return get_object_or_404(mine, public_id=public_id)


def page_context(application, actor, **more) -> dict:
    """What every page about one application shows: its kind and the buttons open to the person."""
    return {"application": application, "kind": registry.kind(application.kind), **more}
