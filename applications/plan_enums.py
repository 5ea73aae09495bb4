"""The stages of a yearly plan and what becomes of a plan."""

from django.db import models


class PlanStage(models.TextChoices):
    """What a window is for; the order is that of the year."""

    APPLY = "apply", "个人申报"
    EMPLOYER = "employer", "单位审核"
    ACCEPT = "accept", "受理"
    PAY = "pay", "缴费"
    EVALUATE = "evaluate", "评审"


class PlanState(models.TextChoices):
    """Told by the days a plan was published and closed; no column of its own."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    CLOSED = "closed", "已结束"

    @property
    def family(self) -> str:
        """The badge family this state is shown in."""
        return {"draft": "todo", "published": "pass", "closed": "void"}[self.value]
