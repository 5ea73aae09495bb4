"""The inbox of whoever is signed in, and the demo's telephone and mailbox."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.tables import paginate
from messaging import services
from messaging.models import Message, SandboxCopy

PER_PAGE = 20
NEWEST = 100


@require_safe
def message_list(request):
    """消息中心: newest first, unread ones marked."""
    page = paginate(
        Message.objects.of(request.user),
        order=("-created_at",),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    return render(request, "messaging/message_list.html", {"page": page})


@require_POST
def message_open(request, public_id):
    """Note the message as read and go to what it speaks of."""
    message = get_object_or_404(Message.objects.of(request.user), public_id=public_id)
    services.mark_read(message)
    return redirect(_target(message))


def _target(message) -> str:
    try:
        return reverse(message.url_name, args=message.url_args)
    except NoReverseMatch:
        return reverse("messaging:message_list")


@require_POST
def message_read_all(request):
    """全部标为已读."""
    services.mark_all_read(request.user)
    return redirect("messaging:message_list")


@login_not_required
@never_cache
@require_safe
def dev_outbox(request):
    """What SMS and e-mail would have said, codes included; exists in the demo only."""
    if not settings.DEMO:
        raise Http404
    template = "messaging/_outbox_rows.html" if request.htmx else "messaging/dev_outbox.html"
    return render(request, template, {"copies": SandboxCopy.objects.order_by("-created_at", "-pk")[:NEWEST]})
