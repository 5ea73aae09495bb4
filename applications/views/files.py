"""Adding, ordering and deleting the pictures of a section; scripts and plain forms use the same addresses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.gates import for_applicants
from applications.services.drafts import autosave
from applications.services.editor import editor_context
from applications.services.files import add_file, delete_file, files_of, move_file, section_of
from applications.views.common import own_application
from applications.views.editing import section_or_404
from core.errors import Refused, Stale
from core.images import ImageRefused
from core.uploads import safe_name
from core.versions import version_of

NOTHING_CHOSEN = "请先选择一张图片，再点“上传”。"


@require_POST
@for_applicants
def file_add(request, public_id, key, spec_code):
    """Take one or several pictures of one kind, and what was typed beside them."""
    application = own_application(request, public_id)
    section = section_or_404(application, key)
    if spec_code not in section.uploads:
        raise Http404
    try:
        _keep_typed(request, application, section)
    except Stale as stale:
        return _conflict(request, application, section, stale)
    refusals = _add_all(request, application, section, spec_code)
    if not refusals:
        return _back(application, section, spec_code)
    error = (spec_code, " ".join(str(refusal) for refusal in refusals))
    context = editor_context(application, section, request.actor, upload_error=error)
    status = getattr(refusals[0], "status", 422)
    return render(request, "applications/section_edit.html", context, status=status)


def _add_all(request, application, section, spec_code) -> list[Refused]:
    """Add what can be added; of several pictures each refusal names its own."""
    chosen = request.FILES.getlist("file")
    if not chosen:
        return [ImageRefused(NOTHING_CHOSEN)]
    refusals = []
    for upload in chosen:
        try:
            add_file(application, section, spec_code, upload, name=upload.name, actor=request.actor)
        except Refused as refusal:
            named = f"“{safe_name(upload.name)}”：{refusal}。" if len(chosen) > 1 else str(refusal)
            refusal.args = (named,)
            refusals.append(refusal)
    return refusals


def _keep_typed(request, application, section) -> None:
    """Without scripts the answers travel with the picture; they become the draft. Raises Stale."""
    if "version" not in request.POST:
        return
    version = version_of(request.POST)
    try:
        autosave(application, section, request.POST, actor=request.actor, expected_version=version)
    except Stale:
        raise
    except Refused:
        return  # the picture is refused for the same reason, with a sentence


def _conflict(request, application, section, stale):
    form = section.form(request.POST, subject=application, actor=request.actor)
    context = editor_context(application, section, request.actor, form=form, conflict=stale)
    return render(request, "applications/section_edit.html", context, status=stale.status)


@require_POST
@for_applicants
def file_delete(request, public_id, file_id):
    """Delete one picture."""
    application = own_application(request, public_id)
    file = get_object_or_404(files_of(application), public_id=file_id)
    section = section_of(application, file)
    try:
        _keep_typed(request, application, section)
        delete_file(application, file, actor=request.actor)
    except Stale as stale:
        return _conflict(request, application, section, stale)
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
