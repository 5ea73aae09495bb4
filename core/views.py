"""Pages of the kernel: one stored picture, and the progress of one job."""

import logging

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from core import file_disk, uploads
from core.models import Progress, StoredFile

CONTENT_TYPE = "image/jpeg"
SANDBOX = "default-src 'none'; sandbox"
# htmx stops asking when it sees this status.
STOP_POLLING = 286

log = logging.getLogger(__name__)


@require_safe
def file_open(request, public_id):
    """Show one picture, or its thumbnail with `?thumb=1`, to those its owner lets read it."""
    file = get_object_or_404(StoredFile, public_id=public_id)
    if not uploads.may_read(request.actor, file):
        raise Http404
    if "thumb" in request.GET:
        return _picture(file.thumb_path, file)
    uploads.note_opened(file, request.actor)
    return _picture(file.path, file)


@require_safe
def progress_detail(request, public_id):
    """Show how far a job of this person has come; htmx asks again for the inner part."""
    job = get_object_or_404(Progress, public_id=public_id, user=request.user)
    if not getattr(request, "htmx", False):
        return render(request, "core/progress_detail.html", {"job": job})
    status = 200 if job.is_running else STOP_POLLING
    return render(request, "core/_progress.html", {"job": job}, status=status)


def _picture(name: str, file: StoredFile) -> HttpResponse | FileResponse:
    response = _handed_over(name) if settings.ACCEL_PREFIX else _read_here(name)
    name_shown = f"材料-{file.position + 1}.jpg"
    response["Content-Disposition"] = content_disposition_header(False, name_shown) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _handed_over(name: str) -> HttpResponse:
    """Let nginx send the bytes from its internal location."""
    return HttpResponse(
        content_type=CONTENT_TYPE, headers={"X-Accel-Redirect": f"{settings.ACCEL_PREFIX}{name}"}
    )


def _read_here(name: str) -> FileResponse:
    try:
        stream = (file_disk.root() / name).open("rb")
    except FileNotFoundError:
        log.error("the bytes of %s are gone", name)
        raise Http404 from None
    return FileResponse(stream, content_type=CONTENT_TYPE)
