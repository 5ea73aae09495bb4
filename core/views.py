"""Pages of the kernel: pictures and documents, progress of a job, the published heads of the audit log."""

import logging

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from core import documents, file_disk, uploads
from core.models import AuditCheck, Progress, StoredDocument, StoredFile
from core.tables import paginate

CONTENT_TYPE = "image/jpeg"
SANDBOX = "default-src 'none'; sandbox"
# htmx stops asking when it sees this status.
STOP_POLLING = 286
HEADS_PER_PAGE = 31

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
def document_open(request, public_id):
    """Download one document; it is never shown inside a page of ours."""
    document = get_object_or_404(StoredDocument, public_id=public_id)
    if not documents.may_read(request.actor, document):
        raise Http404
    return _sent(document.path, document.media_type, document.original_name, as_attachment=True)


@require_safe
def progress_detail(request, public_id):
    """Show how far a job of this person has come; htmx asks again for the inner part.

    With `?anew=1` the page that waits shows what came out as well, and is read anew once the job has ended.
    """
    job = get_object_or_404(Progress, public_id=public_id, user=request.user)
    if not getattr(request, "htmx", False):
        return render(request, "core/progress_detail.html", {"job": job})
    anew, status = "anew" in request.GET, 200 if job.is_running else STOP_POLLING
    answer = render(request, "core/_progress.html", {"job": job, "anew": anew}, status=status)
    if anew and not job.is_running:
        answer["HX-Refresh"] = "true"
    return answer


@login_not_required
@require_safe
def audit_head_list(request):
    """操作日志校验公告: what each nightly walk of the audit chain found, and its head to compare with."""
    page = paginate(
        AuditCheck.objects.all(),
        order=("-ran_at",),
        cursor=request.GET.get("cursor"),
        per_page=HEADS_PER_PAGE,
    )
    return render(request, "core/audit_head_list.html", {"page": page})


def _picture(name: str, file: StoredFile) -> HttpResponse | FileResponse:
    return _sent(name, CONTENT_TYPE, f"材料-{file.position + 1}.jpg", as_attachment=False)


def _sent(path: str, media_type: str, name_shown: str, *, as_attachment: bool) -> HttpResponse | FileResponse:
    response = _handed_over(path, media_type) if settings.ACCEL_PREFIX else _read_here(path, media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment, name_shown) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response


def _handed_over(path: str, media_type: str) -> HttpResponse:
    """Let nginx send the bytes from its internal location."""
    return HttpResponse(
        content_type=media_type, headers={"X-Accel-Redirect": f"{settings.ACCEL_PREFIX}{path}"}
    )


def _read_here(path: str, media_type: str) -> FileResponse:
    try:
        stream = (file_disk.root() / path).open("rb")
    except FileNotFoundError:
        log.error("the bytes of %s are gone", path)
        raise Http404 from None
    return FileResponse(stream, content_type=media_type)
