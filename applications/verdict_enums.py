"""What a desk may say of one section, and the desks that say it."""

from django.db import models


class Desk(models.TextChoices):
    """Whose verdict it is: each desk looks through the sections for itself."""

    EMPLOYER = "employer", "单位"
    SUPERIOR = "superior", "主管单位"
    OFFICE = "office", "职改办"


class Verdict(models.TextChoices):
    """What was said of one section."""

    UNSEEN = "unseen", "未看"
    PASSED = "passed", "没问题"
    PROBLEM = "problem", "有问题"
