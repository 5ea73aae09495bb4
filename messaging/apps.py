"""Configuration of the messaging app."""

from importlib import import_module

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "messaging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for room in ("events", "handlers", "reference", "checks"):
            import_module(f"messaging.{room}")
