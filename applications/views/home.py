"""个人账户首页."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.gates import for_applicants
from accounts.services import invitations
from accounts.services.profile_files import avatar_of
from applications.services.cards import cards_of, titles_road
from certificates.models import Certificate
from certificates.services.counting import view_count
from messaging.models import Message

SHOWN = 3


@require_safe
@for_applicants
def home(request):
    """Whose turn it is, my certificates, my road, my messages."""
    cards = cards_of(request.actor, limit=SHOWN)
    certificates = list(Certificate.objects.held_by(request.user).select_related("series")[:SHOWN])
    context = {
        "invitations": invitations.open_for(request.user),
        "avatar": avatar_of(request.user),
        "cards": cards,
        "waiting": [card for card in cards if card.application.is_editable],
        "certificates": certificates,
        "view_count": view_count(request.user),
        "road": titles_road(request.user, cards),
        "inbox": Message.objects.filter(recipient=request.user).order_by("-created_at", "-pk")[:SHOWN],
    }
    return render(request, "applications/home.html", context)
