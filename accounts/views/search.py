"""Names that match a typed keyword, for the lists under a text field."""

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.http import require_safe

from accounts.models import Employer, TitleOffice
from accounts.services.search import levels_of

MOST = 10


@require_safe
def employer_search(request):
    """Up to ten active employers whose name holds `q`."""
    found = Employer.objects.named_like(request.GET.get("q", "")).select_related("region", "office")
    return _answer((row, f"{row.region.short_name} · {row.office.short_name}") for row in found[:MOST])


@login_not_required
@require_safe
def office_search(request):
    """Up to ten offices at work whose name holds `q`; with `level`, those that may recognise it.

    Open to everybody: offices are public, and a unit that registers has no account yet.
    """
    found = TitleOffice.objects.active().named_like(request.GET.get("q", ""))
    if levels := levels_of(request.GET.get("level", "")):
        found = found.recognizing(levels)
    return _answer((row, row.short_name) for row in found[:MOST])


def _answer(rows):
    results = [{"value": str(row.public_id), "label": row.name, "note": note} for row, note in rows]
    return JsonResponse({"results": results}, headers={"Cache-Control": "private, no-store"})
