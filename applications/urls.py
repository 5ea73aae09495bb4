"""Addresses of the applicant's pages."""

from django.urls import path

from applications.views import (
    copying,
    delivery,
    drawing,
    editing,
    eligibility,
    files,
    guide,
    home,
    lists,
    notices,
    office,
    reading,
    row_drafts,
    rows,
    submission,
)

app_name = "applications"

ONE = "applications/<uuid:public_id>/"
ROWS = f"{ONE}sections/<slug:key>/rows/"

urlpatterns = [
    path("notices/", notices.notice_list, name="notice_list"),
    path("notices/<uuid:public_id>/", notices.notice_detail, name="notice_detail"),
    path("eligibility/", eligibility.eligibility, name="eligibility"),
    path("my/", home.home, name="home"),
    path("applications/", lists.application_list, name="application_list"),
    path("applications/create/", lists.application_create, name="application_create"),
    path("applications/bin/", lists.application_bin, name="application_bin"),
    path("applications/guide/", guide.guide, name="guide"),
    path("applications/guide/<uuid:public_id>/", guide.office_guide, name="office_guide"),
    path(ONE, reading.application_detail, name="application_detail"),
    path(f"{ONE}edit/", editing.application_edit, name="application_edit"),
    path(f"{ONE}office/", office.office_change, name="office_change"),
    path(f"{ONE}delivery/", delivery.application_delivery, name="application_delivery"),
    path(f"{ONE}copy/", copying.application_copy, name="application_copy"),
    path(f"{ONE}revisions/", reading.application_revision, name="application_revision"),
    path(f"{ONE}progress/", reading.application_progress, name="application_progress"),
    path(f"{ONE}check/", submission.application_check, name="application_check"),
    path(f"{ONE}done/", submission.application_done, name="application_done"),
    path(f"{ONE}sections/<slug:key>/", editing.section_edit, name="section_edit"),
    path(f"{ONE}sections/<slug:key>/autosave/", editing.section_autosave, name="section_autosave"),
    path(f"{ONE}sections/<slug:key>/files/<slug:spec_code>/", files.file_add, name="file_add"),
    path(f"{ROWS}create/", rows.row_create, name="row_create"),
    path(f"{ROWS}draw/", drawing.row_draw, name="row_draw"),
    path(f"{ROWS}autosave/", row_drafts.row_autosave, name="row_autosave"),
    path(f"{ROWS}discard/", row_drafts.row_discard, name="row_discard"),
    path(f"{ROWS}<uuid:row_id>/", rows.row_edit, name="row_edit"),
    path(f"{ROWS}<uuid:row_id>/delete/", rows.row_delete, name="row_delete"),
    path(f"{ROWS}<uuid:row_id>/move/", rows.row_move, name="row_move"),
    path(f"{ROWS}<uuid:row_id>/files/<slug:spec_code>/", files.row_file_add, name="row_file_add"),
    path(f"{ONE}files/<uuid:file_id>/delete/", files.file_delete, name="file_delete"),
    path(f"{ONE}files/<uuid:file_id>/adjust/", files.file_adjust, name="file_adjust"),
    path(f"{ONE}files/<uuid:file_id>/move/", files.file_move, name="file_move"),
    path(f"{ONE}moves/<slug:move>/confirm/", submission.application_confirm, name="application_confirm"),
    path(f"{ONE}moves/<slug:move>/", submission.application_transition, name="application_transition"),
]
