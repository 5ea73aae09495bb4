"""Addresses of the holder's pages."""

from django.urls import path

from certificates import views

app_name = "certificates"
urlpatterns = [
    path("", views.certificate_list, name="certificate_list"),
    path("<uuid:public_id>/", views.certificate_detail, name="certificate_detail"),
]
