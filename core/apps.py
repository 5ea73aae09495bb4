"""Configuration of the core app."""

from importlib import import_module

from django.apps import AppConfig

from core import form_words


class CoreConfig(AppConfig):
    name = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        form_words.speak()
        import_module("core.events")
