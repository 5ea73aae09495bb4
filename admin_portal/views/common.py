"""What the views of the desks share: finding the case, making a move, and rendering the desk."""

from django.shortcuts import get_object_or_404, render

from admin_portal.defects import defects_of
from admin_portal.desk import desk_of
from admin_portal.employer_notices import card_of
from admin_portal.forms.desk import RevealForm
from admin_portal.queue import Queue
from core.errors import Refused
from core.versions import version_of
from core.workflow import AlreadyDone


def visible_case(request, portal, public_id):
    """The case with its names; one the person may not see is not found."""
    visible = portal.visible(request.actor).with_names().select_related("opened_by")
    return get_object_or_404(visible, public_id=public_id)


def list_context(found, params) -> dict:
    """What the page of a list with filters shows; `found` is the list that the address asks for."""
    return {
        "list": found,
        "page": found.page(),
        "filter_form": found.filter,
        "chips": found.filter.chips(params),
        "per_page": found.per_page,
        "per_page_choices": found.per_page_choices,
    }


def make_move(request, perform, subject, move):
    """Make the posted move of a road on the version the person saw; pressing twice counts as pressing once.

    `perform` is that of the road, or of the service that carries it out. Returns the row as it stands now and
    None, or None and the refusal.
    """
    seen = version_of(request.POST)
    try:
        return perform(subject, move, actor=request.actor, data=request.POST, expected_version=seen), None
    except AlreadyDone as repeated:
        return repeated.subject, None
    except Refused as refusal:
        return None, refusal


def render_desk(
    request,
    portal,
    application,
    *,
    status=200,
    attempt=None,
    reveal_form=None,
    revealed=None,
    defect_form=None,
    standing="",
    refusal="",
):
    """The review desk; pages with personal data in full are kept by no browser.

    `attempt` is a move that was not made, `defect_form` what was not noted, `refusal` why nothing was kept of
    a section, `standing` its key.
    """
    queue = Queue(portal, request.actor, request.GET)
    desk = desk_of(application, queue, attempt=attempt, standing=standing)
    context = {
        "portal": portal,
        "queue": queue,
        "desk": desk,
        "attempt": attempt,
        "reveal_form": reveal_form or RevealForm(),
        "revealed": revealed,
        "showing": card_of(application, request.actor),
        "defects": defects_of(desk, queue, defect_form),
        "refusal": refusal,
        "unkept_note": defect_form.data.get("sentence", "") if defect_form and not desk.review.desk else "",
        "forms": [form for form in (desk.keeps_typed and attempt.form, reveal_form, defect_form) if form],
    }
    response = render(request, "admin_portal/application_detail.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
