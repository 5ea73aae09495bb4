"""缴费管理: the orders an office collects, and what it notes about them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.step_up import reauthenticated
from admin_portal.forms.payments import RegisterForm, RevokeForm, WaiveForm
from admin_portal.payment_list import PaymentList, export
from admin_portal.views.common import list_context
from applications.models import Application
from applications.services import fee_road
from core.errors import Refused
from payments import sockets
from payments.gateways import offline
from payments.models import Order

BOOKED = "已登记缴费，申报随后转入下一步。"
WAIVED = "已登记免缴，申报随后转入下一步。"
REVOKED = "已撤销登记，申报恢复待缴费，并已通知缴费人。"


@require_safe
def payment_list(request):
    """The orders of the office and of those below."""
    found = PaymentList(request.actor, request.GET)
    status = 200 if found.filter.is_valid() else 422
    context = list_context(found, request.GET)
    return render(request, "admin_portal/payment_list.html", context, status=status)


@require_POST
@reauthenticated
def payment_export(request):
    """导出当前筛选: recorded."""
    return export(PaymentList(request.actor, request.GET), actor=request.actor)


@require_safe
def payment_detail(request, public_id):
    """One order, what was noted about it, and the forms to note it."""
    return _page(request, _visible(request, public_id))


@require_POST
def payment_register(request, public_id):
    """线下缴费登记."""
    order, form = _visible(request, public_id), RegisterForm(request.POST, request.FILES)

    def act(said):
        voucher = said.pop("voucher")
        offline.register(order, **said, voucher=voucher, voucher_name=voucher.name, actor=request.actor)

    return _noted(request, order, form, act, BOOKED)


@require_POST
def payment_waive(request, public_id):
    """免缴."""
    order, form = _visible(request, public_id), WaiveForm(request.POST)
    return _noted(
        request, order, form, lambda said: offline.waive(order, **said, actor=request.actor), WAIVED
    )


@require_POST
def payment_revoke(request, public_id):
    """撤销登记."""
    order, form = _visible(request, public_id), RevokeForm(request.POST)

    def act(said):
        note_id, reason = said["noted"], said["revoked_for"]
        fee_road.revoke(order, note_id=note_id, reason=reason, actor=request.actor)

    return _noted(request, order, form, act, REVOKED)


def _visible(request, public_id):
    orders = Order.objects.visible_to(request.actor).select_related("payer", "office")
    return get_object_or_404(orders, public_id=public_id)


def _noted(request, order, form, act, done):
    """Do what a form says; the page says why not, and keeps what was typed."""
    if not form.is_valid():
        return _page(request, order, form, status=422)
    try:
        act(dict(form.cleaned_data))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _page(request, _visible(request, order.public_id), form, status=refusal.status)
    messages.success(request, done)
    return redirect("admin_portal:payment_detail", public_id=order.public_id)


def _page(request, order, form=None, *, status=200):
    may_note, noted = offline.may_note(request.actor, order), offline.standing(order)
    cases = Application.objects.visible_to(request.actor).filter(public_id=order.payable_id)
    context = {
        "order": order,
        "terms": sockets.terms([order])[order.public_id],
        "case": cases.first(),
        "notes": offline.notes_of(order),
        "form": form,
        "acts": _acts(order, noted, form) if may_note else {},
    }
    return render(request, "admin_portal/payment_detail.html", context, status=status)


def _acts(order, noted, form) -> dict:
    """The forms that are open: to note something, or to take back what was noted."""
    fresh = {}
    if order.is_unpaid:
        initial = {"amount": order.amount, "payer_name": order.payer.name}
        fresh = {"register": RegisterForm(initial=initial), "waive": WaiveForm()}
    elif noted:
        fresh = {"revoke": RevokeForm(initial={"noted": noted.public_id})}
    return {name: form if isinstance(form, type(one)) else one for name, one in fresh.items()}
