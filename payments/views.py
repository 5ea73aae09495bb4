"""费用管理: what the person has to pay."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.gates import for_applicants
from core.tables import page_length, paginate
from payments import sockets
from payments.forms import OrderFilter
from payments.gateways import offline
from payments.models import Order

PER_PAGE = (10, 20, 50)
# Word for word as in 个人版用户操作说明 2019, §3.5(7).
OFFLINE = (
    "此功能仅适用评审会能够通过本系统收取费用的情况。"
    "如不能通过系统交费，则具体交费方式、项目及费用以评审会具体要求为准。"
)


@require_safe
@for_applicants
def order_list(request):
    """费用记录, newest first."""
    form = OrderFilter(request.GET)
    asked = form.is_valid()
    mine = Order.objects.visible_to(request.actor)
    shown = form.apply(mine) if asked else mine.none()
    per_page = page_length(request.GET, PER_PAGE)
    page = paginate(shown, order=("-created_at",), cursor=request.GET.get("cursor"), per_page=per_page)
    context = {
        "page": page,
        "form": form,
        "chips": form.chips(request.GET),
        "per_page": per_page,
        "per_page_choices": PER_PAGE,
        "offline": OFFLINE,
    }
    return render(request, "payments/order_list.html", context, status=200 if asked else 422)


@require_safe
@for_applicants
def order_detail(request, public_id):
    """缴费说明 of one order: what, how much, where, until when, and how it was settled."""
    mine = Order.objects.visible_to(request.actor).select_related("office")
    order = get_object_or_404(mine, public_id=public_id)
    context = {
        "order": order,
        "terms": sockets.terms([order])[order.public_id],
        "notes": offline.notes_of(order),
    }
    return render(request, "payments/order_detail.html", context)
