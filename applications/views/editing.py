"""Filling in an application section by section: 保存, autosave, and what another window saved meanwhile."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import for_applicants
from applications import registry
from applications.services.drafts import autosave, save_section
from applications.services.editor import editor_context, next_section
from applications.views.common import own_application
from core.errors import Refused, Stale
from core.versions import version_of


def section_or_404(application, key):
    """The section of this key, or 404."""
    try:
        return registry.kind(application.kind).section(key)
    except KeyError:
        raise Http404 from None


@require_safe
@for_applicants
def application_edit(request, public_id):
    """编辑 leads to the first section that is not finished."""
    application = own_application(request, public_id)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    section = next_section(application)
    return redirect("applications:section_edit", public_id=public_id, key=section.key)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def section_edit(request, public_id, key):
    """One section: its form, its pictures, the left list."""
    application = own_application(request, public_id)
    section = section_or_404(application, key)
    if request.method == "POST":
        return _save(request, application, section)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    context = editor_context(application, section, request.actor)
    return render(request, "applications/section_edit.html", context)


def _save(request, application, section):
    form = section.form(request.POST, subject=application, actor=request.actor)
    status, conflict = 422, None
    if form.is_valid():
        try:
            save_section(
                application, section, form, actor=request.actor, expected_version=version_of(request.POST)
            )
        except Stale as stale:
            status, conflict = 409, stale
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, f"“{section.title}”已保存。")
            return _after_save(request, application, section)
    context = editor_context(application, section, request.actor, form=form, conflict=conflict)
    return render(request, "applications/section_edit.html", context, status=status)


def _after_save(request, application, section):
    if request.POST.get("after") != "next":
        return redirect("applications:section_edit", public_id=application.public_id, key=section.key)
    following = next_section(application, after=section)
    if following is None:
        return redirect("applications:application_check", public_id=application.public_id)
    return redirect("applications:section_edit", public_id=application.public_id, key=following.key)


@require_POST
@for_applicants
def section_autosave(request, public_id, key):
    """What is typed, kept every few seconds; the answer is for the script that asked."""
    application = own_application(request, public_id)
    section = section_or_404(application, key)
    try:
        answer = autosave(
            application, section, request.POST, actor=request.actor, expected_version=version_of(request.POST)
        )
    except Stale as stale:
        return JsonResponse({"sentence": str(stale), "version": stale.current.version}, status=409)
    except Refused as refusal:
        return JsonResponse({"sentence": str(refusal)}, status=refusal.status)
    saved_at = timezone.localtime(answer.drafted_at or answer.saved_at)
    return JsonResponse({"version": answer.version, "saved_at": f"{saved_at:%H:%M:%S}"})
