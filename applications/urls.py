"""Addresses of the applicant's pages."""

from django.urls import path

from applications.views import editing, files, home, lists, office, reading, submission

app_name = "applications"

ONE = "applications/<uuid:public_id>/"

urlpatterns = [
    path("my/", home.home, name="home"),
    path("applications/", lists.application_list, name="application_list"),
    path("applications/create/", lists.application_create, name="application_create"),
    path("applications/bin/", lists.application_bin, name="application_bin"),
    path(ONE, reading.application_detail, name="application_detail"),
    path(f"{ONE}edit/", editing.application_edit, name="application_edit"),
    path(f"{ONE}office/", office.office_change, name="office_change"),
    path(f"{ONE}progress/", reading.application_progress, name="application_progress"),
    path(f"{ONE}check/", submission.application_check, name="application_check"),
    path(f"{ONE}done/", submission.application_done, name="application_done"),
    path(f"{ONE}sections/<slug:key>/", editing.section_edit, name="section_edit"),
    path(f"{ONE}sections/<slug:key>/autosave/", editing.section_autosave, name="section_autosave"),
    path(f"{ONE}sections/<slug:key>/files/<slug:spec_code>/", files.file_add, name="file_add"),
    path(f"{ONE}files/<uuid:file_id>/delete/", files.file_delete, name="file_delete"),
    path(f"{ONE}files/<uuid:file_id>/move/", files.file_move, name="file_move"),
    path(f"{ONE}moves/<slug:move>/confirm/", submission.application_confirm, name="application_confirm"),
    path(f"{ONE}moves/<slug:move>/", submission.application_transition, name="application_transition"),
]
