"""Addresses of the kernel's own pages."""

from django.urls import path

from core import views

app_name = "core"

urlpatterns = [
    path("files/<uuid:public_id>/", views.file_open, name="file_open"),
    path("progress/<uuid:public_id>/", views.progress_detail, name="progress_detail"),
]
