"""证书管理: the holder's own certificates."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.enums import Capacity
from certificates.models import Certificate
from certificates.services.counting import view_count, with_view_count


def for_holders(view):
    """These pages belong to people acting for themselves; in a staff capacity they stay shut."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.actor.capacity != Capacity.APPLICANT:
            raise PermissionDenied("这是个人账户的页面。请切换到个人身份后再打开。")
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_holders
def certificate_list(request):
    certificates = with_view_count(Certificate.objects.held_by(request.user).select_related("series"))
    return render(
        request,
        "certificates/certificate_list.html",
        {"certificates": certificates, "view_count": view_count(request.user)},
    )


@require_safe
@for_holders
def certificate_detail(request, public_id):
    certificates = with_view_count(Certificate.objects.held_by(request.user).select_related("series"))
    certificate = get_object_or_404(certificates, public_id=public_id)
    return render(
        request,
        "certificates/certificate_detail.html",
        {"certificate": certificate, "events": certificate.events.select_related("office")},
    )
