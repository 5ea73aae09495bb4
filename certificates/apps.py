"""Configuration of the certificates app."""

from importlib import import_module

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for room in ("events", "privacy", "services.holders", "services.decrees"):
            import_module(f"certificates.{room}")
