"""Addresses of the inbox; the outbox page answers 404 outside the demo."""

from django.urls import path

from messaging import views

app_name = "messaging"

urlpatterns = [
    path("messages/", views.message_list, name="message_list"),
    path("messages/read-all/", views.message_read_all, name="message_read_all"),
    path("messages/<uuid:public_id>/open/", views.message_open, name="message_open"),
    path("dev/outbox/", views.dev_outbox, name="dev_outbox"),
]
