"""领取证书 and 邮寄: how the certificate is handed over."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.gates import for_applicants
from applications import labels
from applications.forms.delivery import DeliveryForm
from applications.services.delivery import choose, deliveries_of, known_of, offered
from applications.views.common import own_application, page_context
from certificates.enums import DeliveryMethod
from certificates.services.deliver import postage_order
from core.versions import attempt

CHOSEN = "领取方式已保存：{method}。"
TO_PAY = "邮费订单 {number} 已生成，金额 {amount} 元，可在“费用管理”里查看。"


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def application_delivery(request, public_id):
    """The page of the dialog 邮寄证书."""
    application = own_application(request, public_id)
    delivery = deliveries_of([application]).get(application.public_id)
    button = offered(application, delivery)
    if button is None:
        return redirect("applications:application_detail", public_id=public_id)
    form = _form(application, delivery, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = _chosen(request, application, form) if form.is_valid() else 422
        if not status:
            return redirect(f"{reverse('applications:application_list')}?kind={application.kind}")
    context = page_context(
        application,
        request.actor,
        form=form,
        button=button,
        delivery=delivery,
        postage=_postage(application, delivery),
        notes_heading=labels.MAILING_HEADING,
        notes=labels.MAILING_NOTES,
    )
    return render(request, "applications/application_delivery.html", context, status=status)


def _postage(application, delivery):
    """Yuan: what was asked already, else what would be."""
    order = postage_order(delivery) if delivery else None
    return order.amount if order else application.office.postage


def _form(application, delivery, posted):
    """Bound to what was posted; begins with what was chosen, before that with what the platform knows."""
    initial = known_of(application)
    if delivery:
        chosen = DeliveryForm.initial_of(delivery) | {"version": delivery.version}
        initial |= chosen if delivery.is_mailed else {"method": delivery.method, "version": delivery.version}
    return DeliveryForm(posted, application=application, initial=initial)


def _chosen(request, application, form) -> int:
    """0 when it is kept, else the status to answer with."""
    asked = form.cleaned_data
    kept = []

    def save():
        kept.append(
            choose(
                application,
                DeliveryMethod(asked["method"]),
                form.parcel(),
                actor=request.actor,
                expected_version=asked["version"],
            )
        )

    if status := attempt(form, save):
        return status
    _tell(request, kept[0])
    return 0


def _tell(request, delivery):
    sentence = CHOSEN.format(method=delivery.get_method_display())
    if order := postage_order(delivery):
        sentence += TO_PAY.format(number=order.number, amount=order.amount)
    messages.success(request, sentence)
