"""What is typed into the form of a row: kept every few seconds, or given up."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.gates import for_applicants
from applications.services.row_drafts import autosave_new, autosave_row, discard
from applications.views.common import autosave_answer, own_application
from applications.views.rows import LONGEST_TOKEN, list_or_404, own_row, rows_page
from core.errors import Refused
from core.versions import version_of

DISCARDED = "没有保存的内容已放弃。"


@require_POST
@for_applicants
def row_autosave(request, public_id, key):
    """What is typed, kept beside what is saved; the answer is for the script that asked."""
    application = own_application(request, public_id)
    section = list_or_404(application, key)
    row, token = _which(request, application, section)
    save, which = (autosave_row, row) if row else (autosave_new, token)
    asked = {"actor": request.actor, "expected_version": version_of(request.POST)}
    return autosave_answer(lambda: save(application, section, which, request.POST, **asked))


@require_POST
@for_applicants
def row_discard(request, public_id, key):
    """放弃 what was typed and not saved."""
    application = own_application(request, public_id)
    section = list_or_404(application, key)
    row, token = _which(request, application, section)
    try:
        discard(application, section, actor=request.actor, row=row, token=token)
    except Refused as refusal:
        return rows_page(request, application, section, status=refusal.status, error=str(refusal))
    messages.success(request, DISCARDED)
    return redirect("applications:section_edit", public_id=public_id, key=key)


def _which(request, application, section):
    """(row, "") or (None, token) that the address names; neither is not found."""
    row_id, token = request.GET.get("row", ""), request.GET.get("token", "")
    try:
        row = own_row(application, section, UUID(row_id)) if row_id else None
    except ValueError:
        raise Http404 from None
    if row is None and not 0 < len(token) <= LONGEST_TOKEN:
        raise Http404
    return row, token
