"""Configuration of the catalogue app."""

from importlib import import_module

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for room in ("events", "reference"):
            import_module(f"catalogue.{room}")
