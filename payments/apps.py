"""Configuration of the payments app."""

from importlib import import_module

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    name = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for room in ("events", "handlers", "privacy", "gateways.offline"):
            import_module(f"payments.{room}")
