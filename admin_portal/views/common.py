"""What the views of the desks share: finding the case, the version seen, and rendering the desk."""

from django.shortcuts import get_object_or_404, render

from admin_portal.desk import desk_of
from admin_portal.forms.desk import RevealForm
from admin_portal.queue import Queue


def visible_case(request, portal, public_id):
    """The case with its names; one the person may not see is not found."""
    visible = portal.visible(request.actor).with_names().select_related("opened_by")
    return get_object_or_404(visible, public_id=public_id)


def version_of(data) -> int:
    """The version a form was shown with; what is not a number counts as never seen."""
    text = data.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def render_desk(request, portal, application, *, status=200, attempt=None, reveal_form=None, revealed=None):
    """The review desk; pages with personal data in full are kept by no browser."""
    queue = Queue(portal, request.actor, request.GET)
    desk = desk_of(application, queue, attempt=attempt)
    context = {
        "portal": portal,
        "queue": queue,
        "desk": desk,
        "attempt": attempt,
        "reveal_form": reveal_form or RevealForm(),
        "revealed": revealed,
        "forms": [form for form in (desk.keeps_typed and attempt.form, reveal_form) if form],
    }
    response = render(request, "admin_portal/application_detail.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
