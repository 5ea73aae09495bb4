"""Addresses of the kernel's own pages."""

from django.urls import path

from core import views

app_name = "core"

urlpatterns = [
    path("files/<uuid:public_id>/", views.file_open, name="file_open"),
    path("audit-heads/", views.audit_head_list, name="audit_head_list"),
    path("documents/<uuid:public_id>/", views.document_open, name="document_open"),
    path("progress/<uuid:public_id>/", views.progress_detail, name="progress_detail"),
]
