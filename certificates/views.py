"""证书管理: the holder's own certificates."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.gates import for_applicants
from certificates.models import Certificate
from certificates.services.counting import view_count, with_view_count


@require_safe
@for_applicants
def certificate_list(request):
    certificates = with_view_count(Certificate.objects.held_by(request.user).select_related("series"))
    return render(
        request,
        "certificates/certificate_list.html",
        {"certificates": certificates, "view_count": view_count(request.user)},
    )


@require_safe
@for_applicants
def certificate_detail(request, public_id):
    certificates = with_view_count(Certificate.objects.held_by(request.user).select_related("series"))
    certificate = get_object_or_404(certificates, public_id=public_id)
    return render(
        request,
        "certificates/certificate_detail.html",
        {"certificate": certificate, "events": certificate.events.select_related("office")},
    )
