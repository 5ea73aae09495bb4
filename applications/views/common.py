"""What the applicant's views share: finding the row, and what every page about it shows."""

from collections.abc import Callable

from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from applications import labels, registry
from applications.models import Application
from core.errors import Refused, Stale


def own_application(request, public_id) -> Application:
    """The person's own application with its names, as it stands by now; anybody else's is not found."""
    mine = Application.objects.visible_to(request.actor).with_names()
    application = get_object_or_404(mine, public_id=public_id)
    return registry.kind(application.kind).catch_up(application)


def own_to_move(request, public_id) -> Application:
    """As `own_application` without its names, for a move: that reads the row anew under its lock."""
    mine = Application.objects.visible_to(request.actor).only("public_id", "kind", "state")
    return get_object_or_404(mine, public_id=public_id)


def page_context(application, actor, **more) -> dict:
    """What every page about one application shows: its kind and the buttons open to the person."""
    return {"application": application, "kind": registry.kind(application.kind), **more}


def refused_page(request, application, refusal):
    """The page that says why nothing was done, with the status of the refusal."""
    context = page_context(application, request.actor, sentence=str(refusal), heading=labels.ERROR)
    return render(request, "applications/application_refused.html", context, status=refusal.status)


def section_or_404(application, key):
    """The section of this key, or 404."""
    try:
        return registry.kind(application.kind).section(key)
    except KeyError:
        raise Http404 from None


def autosave_answer(keep: Callable) -> JsonResponse:
    """What the script that saves while one writes is told: the new version and the time, or why not."""
    try:
        kept = keep()
    except Stale as stale:
        return JsonResponse({"sentence": str(stale), "version": stale.current.version}, status=409)
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
    saved_at = timezone.localtime(kept.drafted_at or timezone.now())
    return JsonResponse({"version": kept.version, "saved_at": f"{saved_at:%H:%M:%S}"})
