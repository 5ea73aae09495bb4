"""The gate before the desks: each portal opens only to people who act for such a house."""

from django.shortcuts import redirect, render

from accounts.enums import EmployerState
from accounts.middleware import lead_to_sign_in
from admin_portal.portals import OFFICE, OWN_PAGE, PORTALS, USERS_PAGE, may_enter

APP = "admin_portal"


class StaffGate:
    """Judges by the first folder of the route, so that a page added later is behind the gate as well.

    Stands before LoginRequiredMiddleware, because each portal sends visitors to a door of its own.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.resolver_match.app_name != APP:
            return None
        folder = request.resolver_match.route.split("/")[0]
        portal = next(portal for portal in PORTALS if portal.prefix == folder)
        if not request.actor.is_authenticated:
            return lead_to_sign_in(request, portal.door)
        if request.actor.capacity != portal.capacity:
            return render(request, "admin_portal/wrong_capacity.html", {"portal": portal}, status=403)
        if not may_enter(request.actor, request.resolver_match.view_name):
            return _not_open(request)
        return None


def _not_open(request):
    """Who waits for approval is led to their own page; an employer out of use reads why.

    The default account of an office is led to the users, from its first page only.
    """
    employer = request.actor.employer
    if employer is None:
        if request.method == "GET" and request.path == OFFICE.url("dashboard"):
            return redirect(USERS_PAGE)
        return render(request, "admin_portal/default_account.html", status=403)
    if request.method == "GET" and employer.state in EmployerState.applying:
        return redirect(OWN_PAGE)
    return render(request, "admin_portal/employer_closed.html", {"employer": employer}, status=403)
