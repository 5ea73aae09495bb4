"""消息中心 of whoever is signed in."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from core.tables import paginate
from messaging import services
from messaging.forms import InboxFilter
from messaging.models import Message
from messaging.notices import batches, receipts

PER_PAGE = (20, 50)


@require_safe
def message_list(request):
    """Newest first, narrowed by 未读, category and words."""
    form = InboxFilter(request.GET)
    asked = form.is_valid()
    shown = form.apply(Message.objects.of(request.user)) if asked else Message.objects.none()
    per_page = PER_PAGE[1] if request.GET.get("per_page") == str(PER_PAGE[1]) else PER_PAGE[0]
    page = paginate(shown, order=("-created_at",), cursor=request.GET.get("cursor"), per_page=per_page)
    context = {
        "page": page,
        "form": form,
        "chips": form.chips(request.GET),
        "only_unread": form.only_unread,
        "per_page": per_page,
        "per_page_choices": PER_PAGE,
    }
    return render(request, "messaging/message_list.html", context, status=200 if asked else 422)


@require_safe
def message_detail(request, public_id):
    """One message in full; looking at it here does not mark it."""
    message = get_object_or_404(Message.objects.of(request.user), public_id=public_id)
    context = {"message": message, "leads_on": bool(_target(message))}
    return render(request, "messaging/message_detail.html", context)


@require_POST
def message_open(request, public_id):
    """Note the message as read and go to what it speaks of; a notice is thereby receipted."""
    message = get_object_or_404(Message.objects.of(request.user), public_id=public_id)
    services.mark_read(message)
    if message.url_name == batches.PAGE:
        receipts.note_read(request.user, message.url_args[0])
    if not message.url_name:
        return redirect("messaging:message_detail", public_id=message.public_id)
    return redirect(_target(message) or "messaging:message_list")


def _target(message) -> str:
    try:
        return reverse(message.url_name, args=message.url_args) if message.url_name else ""
    except NoReverseMatch:
        return ""


@require_POST
def message_read_all(request):
    """全部标为已读."""
    count = services.mark_all_read(request.user)
    messages.success(request, f"已把 {count} 条消息标为已读。" if count else "没有未读消息。")
    return redirect("messaging:message_list")
