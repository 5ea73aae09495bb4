"""选定: choose rows of 个人资料 and certificates for a section with many rows."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.gates import for_applicants
from applications.services import drawing
from applications.services.editor import page_of
from applications.views.common import own_application
from applications.views.rows import list_or_404
from core.errors import Refused

TAKEN = "已选定 {count} 条。"
ALL_THERE = "勾选的内容已经都在列表里。"


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def row_draw(request, public_id, key):
    """What may be taken, with boxes to tick; whoever takes the same twice has it once."""
    application = own_application(request, public_id)
    section = list_or_404(application, key)
    if not section.is_drawn:
        raise Http404
    if request.method == "POST":
        return _take(request, application, section)
    if not application.is_editable:
        return redirect("applications:application_detail", public_id=public_id)
    return _page(request, application, section)


def _take(request, application, section):
    codes = request.POST.getlist("rows")
    try:
        taken = drawing.take(application, section, codes, actor=request.actor)
    except Refused as refusal:
        status = refusal.status if codes else 422
        return _page(request, application, section, status=status, error=str(refusal), chosen=codes)
    messages.success(request, TAKEN.format(count=taken.count) if taken.count else ALL_THERE)
    for remark in taken.remarks:
        messages.warning(request, remark)
    return redirect("applications:section_edit", public_id=application.public_id, key=section.key)


def _page(request, application, section, *, status=200, **shown):
    context = {**page_of(application, section), "offers": drawing.listed(application, section), **shown}
    return render(request, "applications/row_draw.html", context, status=status)
