"""发送记录: texts that left the site, and the button to send again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from admin_portal.forms.deliveries import DeliveryFilter
from admin_portal.text_rights import regional_administrators
from core.tables import paginate
from messaging import delivery_log
from messaging.event_register import event
from messaging.models import Delivery

PER_PAGE = 50


@require_safe
@regional_administrators
def delivery_list(request):
    """Newest first; addresses masked, texts not shown."""
    form = DeliveryFilter(request.GET)
    deliveries = form.apply(Delivery.objects.select_related("recipient"))
    page = paginate(deliveries, order=("-id",), cursor=request.GET.get("cursor"), per_page=PER_PAGE)
    lines = [(line, event(line.delivery.template_code)) for line in delivery_log.in_words(page.rows)]
    context = {"filter_form": form, "chips": form.chips(request.GET), "page": page, "lines": lines}
    return render(request, "admin_portal/delivery_list.html", context)


@require_POST
@regional_administrators
def delivery_retry(request, public_id):
    """重发."""
    delivery_log.retry(get_object_or_404(Delivery, public_id=public_id), actor=request.actor)
    messages.success(request, "已重新排队发送。")
    return redirect("admin_portal:delivery_list")
