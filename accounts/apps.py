"""Configuration of the accounts app."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for room in ("events", "loaders", "handlers", "checks"):
            import_module(f"accounts.{room}")
