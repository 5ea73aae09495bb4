"""详情 and 进度 of an application, read only."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gates import for_applicants
from applications.services.cards import card_of, place_of
from applications.services.reading import read_own
from applications.services.revisions import history_of, last_of, since_last
from applications.services.road import history
from applications.views.common import own_application, page_context


@require_safe
@for_applicants
def application_detail(request, public_id):
    """Every section with its answers and pictures."""
    application = own_application(request, public_id)
    context = page_context(
        application,
        request.actor,
        card=card_of(application, request.actor),
        sections=read_own(application),
        submission=last_of(application, masked=False),
        unsent=since_last(application),
    )
    return render(request, "applications/application_detail.html", context)


@require_safe
@for_applicants
def application_progress(request, public_id):
    """Step bar and table of what was done."""
    application = own_application(request, public_id)
    context = page_context(
        application, request.actor, card=card_of(application, request.actor), history=history(application)
    )
    return render(request, "applications/application_progress.html", context)


@require_safe
@for_applicants
def application_revision(request, public_id):
    """修改记录: every submission with what changed since the one before."""
    application = own_application(request, public_id)
    context = page_context(
        application,
        request.actor,
        place=place_of(application),
        submissions=history_of(application, masked=False),
        unsent=since_last(application),
    )
    return render(request, "applications/application_revision.html", context)
