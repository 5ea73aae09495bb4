"""A 业务通知 as its recipients read it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from messaging.models import OfficeNotice
from messaging.notices import drafts, receipts


@require_safe
def notice_detail(request, public_id):
    """The notice, for those it was sent to and for the office that sent it."""
    notice = get_object_or_404(OfficeNotice.objects.readable_by(request.actor), public_id=public_id)
    context = {
        "notice": notice,
        "documents": drafts.attachments.of(notice),
        "receipt": receipts.receipt_of(notice, request.user),
    }
    return render(request, "messaging/notice_detail.html", context)


@require_POST
def notice_read(request, public_id):
    """我已阅读: the receipt of somebody who came without the inbox."""
    notice = get_object_or_404(OfficeNotice.objects.readable_by(request.actor), public_id=public_id)
    if receipts.note_read(request.user, notice.public_id):
        messages.success(request, "已记下您的查看回执。")
    return redirect("messaging:notice_detail", public_id=notice.public_id)
