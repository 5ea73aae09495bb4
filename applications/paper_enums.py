"""The printed papers of 报表下载."""

from django.db import models


class PaperKind(models.TextChoices):
    """What is printed; labels are the titles of the papers."""

    EVALUATION_FORM = "evaluation-form", "职称评审表"
    RECOMMENDATION_FORM = "recommendation-form", "综合推荐表"
    RECOGNITION_FORM = "recognition-form", "职称认定表"
    RECONFIRMATION_FORM = "reconfirmation-form", "职称重新确认表"
    REPLACEMENT_FORM = "replacement-form", "职称证书遗失补办表"
    MATERIALS = "materials", "申报材料清单"
    LOSS_NOTICE = "loss-notice", "证书遗失公示"
    EMPLOYER_NOTICE = "employer-notice", "单位公示"
    RESULT_NOTICE = "result-notice", "评审结果公示"
    ROSTER = "roster", "申报人员花名册"
