"""The gate before the desks: each portal opens only to people who act for such a house."""

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render

from admin_portal.portals import PORTALS

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
            return redirect_to_login(request.get_full_path(), portal.door)
        if request.actor.capacity != portal.capacity:
            return render(request, "admin_portal/wrong_capacity.html", {"portal": portal}, status=403)
        return None
