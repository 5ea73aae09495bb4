"""Asks again for consent after sign-in when a text has a newer version; public pages stay open."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse

from accounts.actors import Capacity
from accounts.services import consents

DUE = "consent_due"
# Whoever does not agree can still read, leave, take the data along and close the account.
OPEN = frozenset(
    {
        "accounts:consent_renew",
        "accounts:privacy",
        "accounts:own_data_create",
        "accounts:own_data_download",
        "accounts:deregistration",
        "accounts:step_up",
        "accounts:session_list",
        "accounts:keep_alive",
        "accounts:password_renew",
        "accounts:second_factor_check",
        "accounts:membership_switch",
        "core:progress_detail",
    }
)


def note(request, user) -> None:
    """Remember in the session whether this person has texts to agree to."""
    request.session[DUE] = bool(consents.outstanding(user))


def settle(request) -> None:
    """The person has agreed in this session."""
    request.session[DUE] = False


class ConsentGate:
    """Leads people who act for themselves to the page of the new texts, and back afterwards."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not getattr(view, "login_required", True) or request.resolver_match.view_name in OPEN:
            return None
        if not request.session.get(DUE) or request.actor.capacity != Capacity.APPLICANT:
            return None
        back = request.get_full_path() if request.method == "GET" else ""
        query = f"?{urlencode({'next': back})}" if back else ""
        return redirect(f"{reverse('accounts:consent_renew')}{query}")
