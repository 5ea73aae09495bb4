"""Adding, ordering and deleting the pictures of a section; scripts and plain forms use the same addresses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from applications.services.editor import editor_context
from applications.services.files import add_file, delete_file, files_of, move_file, section_of
from applications.views.common import for_applicants, own_application
from applications.views.editing import section_or_404
from core.errors import Refused
from core.images import ImageRefused

NOTHING_CHOSEN = "请先选择一张图片，再点“上传”。"


@require_POST
@for_applicants
def file_add(request, public_id, key, spec_code):
    """Take one or several pictures of one kind."""
    application = own_application(request, public_id)
    section = section_or_404(application, key)
    if spec_code not in section.uploads:
        raise Http404
    chosen = request.FILES.getlist("file")
    try:
        if not chosen:
            raise ImageRefused(NOTHING_CHOSEN)
        for upload in chosen:
            add_file(application, section, spec_code, upload, name=upload.name, actor=request.actor)
    except (Refused, ImageRefused) as refusal:
        status = getattr(refusal, "status", 422)
        error = (spec_code, str(refusal))
        context = editor_context(application, section, request.actor, upload_error=error)
        return render(request, "applications/section_edit.html", context, status=status)
    return _back(application, section, spec_code)


@require_POST
@for_applicants
def file_delete(request, public_id, file_id):
    """Delete one picture."""
    application = own_application(request, public_id)
    file = get_object_or_404(files_of(application), public_id=file_id)
    section = section_of(application, file)
    try:
        delete_file(application, file, actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(application, section, file.spec_code)


@require_POST
@for_applicants
def file_move(request, public_id, file_id):
    """Put one picture at another place among those of its kind."""
    application = own_application(request, public_id)
    file = get_object_or_404(files_of(application), public_id=file_id)
    section = section_of(application, file)
    position = request.POST.get("position", "")
    try:
        if position.isascii() and position.isdigit():
            move_file(application, file, int(position[:6]), actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _back(application, section, file.spec_code)


def _back(application, section, spec_code):
    page = reverse("applications:section_edit", args=[application.public_id, section.key])
    return redirect(f"{page}#files-{spec_code}")
