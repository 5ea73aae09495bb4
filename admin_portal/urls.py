"""Addresses of the two portals: the same pages under a folder and a URL name prefix of their own."""

from django.urls import path

from admin_portal.portals import EMPLOYER, PORTALS
from admin_portal.views import applications, home, moves

app_name = "admin_portal"

LIST, ONE = "applications/", "applications/<uuid:public_id>/"
PAGES = (
    ("", home.dashboard, "dashboard"),
    (LIST, applications.application_list, "application_list"),
    (f"{LIST}search/", applications.application_search, "application_search"),
    (f"{LIST}take-up/", applications.application_take_up, "application_take_up"),
    (f"{LIST}export/", applications.application_export, "application_export"),
    (ONE, applications.application_detail, "application_detail"),
    (f"{ONE}reveal/", applications.application_reveal, "application_reveal"),
    (f"{ONE}moves/<slug:move>/", moves.application_transition, "application_transition"),
)

urlpatterns = [
    path(f"{portal.prefix}/{route}", view, {"portal": portal}, name=f"{portal.key}_{name}")
    for portal in PORTALS
    for route, view, name in PAGES
]
urlpatterns.append(
    path(f"{EMPLOYER.prefix}/profile/", home.profile, {"portal": EMPLOYER}, name="employer_profile")
)
