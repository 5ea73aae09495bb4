"""操作日志: search, read, take away; searching and taking away are themselves recorded."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.step_up import reauthenticated
from admin_portal.audit_export import export_entries, note_search
from admin_portal.audit_log import may_read, read_page
from admin_portal.forms.audit import AuditFilter
from core.models import AuditCheck


def _filter(request, params):
    if not may_read(request.actor):
        raise PermissionDenied("查看操作日志须由管理员授权。")
    return AuditFilter(params, actor=request.actor)


@require_safe
def audit_list(request):
    """What was done by whom to what, newest first."""
    return _page(request, _filter(request, request.GET))


def _page(request, form, status=200):
    context = {
        "form": form,
        "chips": form.chips(request.GET),
        "page": read_page(form.entries(), request.GET.get("cursor")),
        "check": AuditCheck.objects.order_by("-ran_at").first(),
        "export_url": f"{reverse('admin_portal:audit_export')}?{request.GET.urlencode()}",
    }
    response = render(request, "admin_portal/audit_list.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def audit_search(request):
    """The typed search; what may be personal data gets into no address."""
    form = _filter(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    note_search(form, actor=request.actor)
    return redirect(f"{reverse('admin_portal:audit_list')}?{form.address()}")


@require_POST
@reauthenticated
def audit_export(request):
    """导出当前筛选."""
    return export_entries(_filter(request, request.GET), actor=request.actor)
