"""Addresses of messages and notices; the outbox page answers 404 outside the demo."""

from django.urls import path

from messaging.views import inbox, notices, outbox, preferences

app_name = "messaging"

urlpatterns = [
    path("messages/", inbox.message_list, name="message_list"),
    path("messages/read-all/", inbox.message_read_all, name="message_read_all"),
    path("messages/preferences/", preferences.preference_edit, name="preference_edit"),
    path("messages/<uuid:public_id>/", inbox.message_detail, name="message_detail"),
    path("messages/<uuid:public_id>/open/", inbox.message_open, name="message_open"),
    path("office-notices/<uuid:public_id>/", notices.notice_detail, name="notice_detail"),
    path("office-notices/<uuid:public_id>/read/", notices.notice_read, name="notice_read"),
    path("dev/outbox/", outbox.dev_outbox, name="dev_outbox"),
]
