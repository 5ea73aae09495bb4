"""Applications for professional titles and the road they take."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "applications"
    verbose_name = "申报"

    def ready(self):
        from applications import events, upload_specs  # noqa: F401, PLC0415 - app ready
        from applications.kinds import recognition  # noqa: F401, PLC0415 - app ready
        from applications.services import privacy  # noqa: F401, PLC0415 - app ready
        from applications.services.files import OWNER, may_read  # noqa: PLC0415 - app ready
        from core import uploads  # noqa: PLC0415 - app ready

        uploads.owner(OWNER)(may_read)
