"""The demo's telephone and mailbox."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from messaging.models import SandboxCopy

NEWEST = 100


@login_not_required
@never_cache
@require_safe
def dev_outbox(request):
    """What SMS and e-mail would have said, codes included; exists in the demo only."""
    if not settings.DEMO:
        raise Http404
    template = "messaging/_outbox_rows.html" if request.htmx else "messaging/dev_outbox.html"
    return render(request, template, {"copies": SandboxCopy.objects.order_by("-created_at", "-pk")[:NEWEST]})
