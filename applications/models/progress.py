"""进度: every move an application made. Business data, read by people and by the rules."""

from django.db import models

from applications.enums import ApplicationState
from applications.models.application import Application
from core.models import MoveRow


class ApplicationProgress(MoveRow):
    """One move of an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="progress")
    from_state = models.CharField(max_length=24, choices=ApplicationState)
    to_state = models.CharField(max_length=24, choices=ApplicationState)

    class Meta(MoveRow.Meta):
        indexes = [
            models.Index(fields=["application", "move"], name="progress_of_application"),
            # 最近办理 of one house, however many others have moved something since.
            models.Index(fields=["by_body", "-id"], name="progress_by_house"),
        ]

    def __str__(self):
        return f"{self.move} {self.application_id}"

    @staticmethod
    def of(subject):
        return {"application": subject}
