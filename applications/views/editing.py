"""Filling in an application section by section: 保存, autosave, and what another window saved meanwhile."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.gates import for_applicants
from applications import registry
from applications.services.drafts import autosave, road_lock, save_section
from applications.services.editor import editor_context, first_section, next_section
from applications.services.rows import save_list
from applications.services.transitions import open_moves
from applications.views.common import autosave_answer, own_application, section_or_404
from applications.views.rows import moved_row, rows_page
from core.errors import Refused
from core.versions import save_through, version_of


@require_safe
@for_applicants
def application_edit(request, public_id):
    """编辑 leads to the first section that is not finished."""
    application = own_application(request, public_id)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    section = first_section(application)
    return redirect("applications:section_edit", public_id=public_id, key=section.key)


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def section_edit(request, public_id, key):
    """One section: its form or its rows, its pictures, the left list."""
    application = own_application(request, public_id)
    section = section_or_404(application, key)
    if request.method == "POST":
        return (_save_list if section.many else _save)(request, application, section)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    if section.many:
        return rows_page(request, application, section, moved_id=moved_row(request))
    context = editor_context(application, section, request.actor)
    return render(request, "applications/section_edit.html", context)


def _save(request, application, section):
    if road_lock(application, section):
        context = editor_context(application, section, request.actor)
        return render(request, "applications/section_edit.html", context, status=409)
    form = section.form(request.POST, subject=application, actor=request.actor)
    asked = {"actor": request.actor, "expected_version": version_of(request.POST)}
    _, status, conflict = save_through(form, lambda form: save_section(application, section, form, **asked))
    if not status:
        messages.success(request, f"“{section.title}”已保存。")
        return _after_save(request, application, section)
    context = editor_context(application, section, request.actor, form=form, conflict=conflict)
    return render(request, "applications/section_edit.html", context, status=status)


def _save_list(request, application, section):
    try:
        save_list(application, section, actor=request.actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return rows_page(request, application, section, status=refusal.status)
    messages.success(request, f"“{section.title}”已保存。")
    return _after_save(request, application, section)


def _after_save(request, application, section):
    asked = registry.kind(application.kind).confirms.get(section.key)
    if asked in [move.name for move in open_moves(application, request.actor)]:
        return redirect("applications:application_confirm", public_id=application.public_id, move=asked)
    if request.POST.get("after") != "next":
        return redirect("applications:section_edit", public_id=application.public_id, key=section.key)
    following = next_section(application, section)
    if following is None:
        return redirect("applications:application_check", public_id=application.public_id)
    return redirect("applications:section_edit", public_id=application.public_id, key=following.key)


@require_POST
@for_applicants
def section_autosave(request, public_id, key):
    """What is typed, kept every few seconds; the answer is for the script that asked."""
    application = own_application(request, public_id)
    section = section_or_404(application, key)
    if section.many:
        raise Http404
    asked = {"actor": request.actor, "expected_version": version_of(request.POST)}
    return autosave_answer(lambda: autosave(application, section, request.POST, **asked))
