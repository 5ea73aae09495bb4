"""Applications for professional titles and the road they take."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "applications"
    verbose_name = "申报"

    def ready(self):
        from applications import events, handlers, upload_specs  # noqa: F401, PLC0415 - app ready
        from applications.kinds import (  # noqa: PLC0415 - app ready
            evaluation,  # noqa: F401
            recognition,  # noqa: F401
            reconfirmation,  # noqa: F401
            replacement,  # noqa: F401
        )
        from applications.services import (  # noqa: PLC0415 - app ready
            batches,  # noqa: F401
            notice_days,  # noqa: F401
            plan_news,  # noqa: F401
            policy_notices,  # noqa: F401
            privacy,  # noqa: F401
        )
        from applications.services.files import OWNER, may_read  # noqa: PLC0415 - app ready
        from applications.services.papers import forms, notices, results  # noqa: F401, PLC0415 - app ready
        from core import uploads  # noqa: PLC0415 - app ready

        uploads.owner(OWNER)(may_read)
