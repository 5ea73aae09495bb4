"""Configuration of the accounts app."""

from importlib import import_module

from django.apps import AppConfig

# What registers itself with the floors below.
ROOMS = (
    "events",
    "loaders",
    "consent_texts",
    "handlers",
    "checks",
    "profile.upload_specs",
    "services.flags",
    "services.profile_files",
)


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        for room in ROOMS:
            import_module(f"accounts.{room}")
