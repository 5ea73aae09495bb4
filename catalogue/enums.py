"""Levels of professional titles: the five of the certificates and the four of the selector."""

from enum import nonmember

from django.db import models


class LevelGroup(models.TextChoices):
    """The selector of the forms (decision B11): 初级 stands for 助理级 and 员级."""

    JUNIOR = "junior", "初级"
    INTERMEDIATE = "intermediate", "中级"
    ASSOCIATE_SENIOR = "associate_senior", "副高级"
    FULL_SENIOR = "full_senior", "正高级"


class TitleLevel(models.TextChoices):
    """The level on a certificate."""

    FULL_SENIOR = "full_senior", "正高级"
    ASSOCIATE_SENIOR = "associate_senior", "副高级"
    INTERMEDIATE = "intermediate", "中级"
    ASSISTANT = "assistant", "助理级"
    TECHNICIAN = "technician", "员级"

    senior = nonmember(("full_senior", "associate_senior"))
    junior = nonmember(("assistant", "technician"))

    @property
    def digit(self) -> int:
        """1 (正高级) to 5 (员级), the third digit of GB/T 8561."""
        return list(TitleLevel).index(self) + 1

    @property
    def group(self) -> str:
        """高级, 中级 or 初级, as the rules of jurisdiction name it."""
        if self in TitleLevel.senior:
            return "高级"
        return "初级" if self in TitleLevel.junior else "中级"

    @property
    def selector(self) -> LevelGroup:
        """The entry of the selector under which this level is chosen."""
        return LevelGroup.JUNIOR if self in TitleLevel.junior else LevelGroup(self.value)


class AssessMode(models.TextChoices):
    """How a title is obtained; names of former times have none."""

    EVALUATION = "evaluation", "评审"
    NATIONAL_EXAM = "national_exam", "全国统考"
    EXAM_AND_EVALUATION = "exam_and_evaluation", "考评结合"
    RECOGNITION = "recognition", "考核认定"
