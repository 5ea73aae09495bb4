"""Addresses of the public look-up."""

from django.urls import path

from verification import views

app_name = "verification"
urlpatterns = [
    path("verification/", views.verification_notice, name="verification_notice"),
    path("lookup/", views.lookup, name="lookup"),
    path("lookup/receipt/", views.receipt_check, name="receipt_check"),
    path("v/<slug:code>/", views.scan, name="scan"),
    path("v/<slug:code>/qr.svg", views.scan_qr, name="scan_qr"),
]
