"""Configuration of the admin_portal app."""

from django.apps import AppConfig


class AdminPortalConfig(AppConfig):
    name = "admin_portal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from admin_portal import audience, audit_alarm, events, handlers, notice_paper, roster  # noqa: F401, PLC0415 - app ready
        from core import sealing  # noqa: PLC0415 - app ready

        audience.fill_socket()
        sealing.on_broken(audit_alarm.ring)
