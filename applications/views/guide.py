"""填报说明: what to read before filling in."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.gates import for_applicants
from accounts.models import TitleOffice
from applications import labels
from applications.services import guide as guides


@require_safe
@for_applicants
def guide(request):
    """For the offices of the person's own applications and employer."""
    return _page(request, guides.offices_of(request.actor))


@require_safe
@for_applicants
def office_guide(request, public_id):
    """For one office, wherever the person applies."""
    return _page(request, [get_object_or_404(TitleOffice.objects.active(), public_id=public_id)])


def _page(request, offices):
    """The manual's text, then policy files, plans and telephones of these offices."""
    context = {
        "labels": labels,
        "offices": offices,
        "notices": guides.notices_for(offices),
        "plans": guides.plans_for(offices),
    }
    return render(request, "applications/guide.html", context)
