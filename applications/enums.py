"""The states of an application: one enumeration for all kinds, with what each audience calls them."""

from enum import nonmember

from django.db import models

from catalogue.enums import TitleLevel
from certificates.enums import AcquisitionMethod


class ApplicationState(models.TextChoices):
    """Labels are the applicant's; `staff_label` gives the words of the desks."""

    DRAFT = "draft", "待完善"
    RETURNED = "returned", "待完善（已退回）"
    LOSS_NOTICE = "loss_notice", "遗失公示中"
    LOSS_OBJECTION = "loss_objection", "异议处理中"
    AWAITING_MATERIALS = "awaiting_materials", "待上传资料"
    EMPLOYER_REVIEW = "employer_review", "单位受理中"
    AUTHORITY_REVIEW = "authority_review", "主管单位审核中"
    OFFICE_REVIEW = "office_review", "职改办受理中"
    REJECTED_BY_EMPLOYER = "rejected_by_employer", "单位审核不通过"
    REJECTED_BY_OFFICE = "rejected_by_office", "初审不通过"
    PRELIMINARY_PASSED = "preliminary_passed", "初审通过"
    AWAITING_PAYMENT = "awaiting_payment", "待缴费"
    PAYMENT_EXPIRED = "payment_expired", "逾期未缴费"
    ADMITTED = "admitted", "材料报送成功"
    GROUPED = "grouped", "已分组"
    PASSED = "passed", "评审通过"
    FAILED = "failed", "评审未通过"
    PUBLIC_NOTICE = "public_notice", "结果公示中"
    OBJECTION = "objection", "异议处理中"
    DECREED = "decreed", "已发文"
    APPROVED = "approved", "已批准"
    ISSUED = "issued", "已发证"
    GIVEN_UP = "given_up", "已撤销"
    LAPSED = "lapsed", "视为放弃"
    DELETED = "deleted", "已删除"

    editable = nonmember(("draft", "returned", "awaiting_materials"))
    returned_to = nonmember(("returned", "awaiting_materials"))
    on_notice = nonmember(("loss_notice", "loss_objection", "awaiting_materials"))
    with_staff = nonmember(("employer_review", "authority_review", "office_review", "preliminary_passed"))
    with_committee = nonmember(("admitted", "grouped", "passed", "public_notice", "objection", "decreed"))
    refused = nonmember(("rejected_by_employer", "rejected_by_office"))
    granted = nonmember(("approved", "issued"))
    closed = nonmember(
        (
            "rejected_by_employer",
            "rejected_by_office",
            "payment_expired",
            "failed",
            "approved",
            "issued",
            "given_up",
            "lapsed",
            "deleted",
        )
    )
    before_office = nonmember(
        ("draft", "employer_review", "authority_review", "rejected_by_employer", "deleted")
    )

    @property
    def staff_label(self) -> str:
        """What employers and offices read on their desks."""
        return _STAFF_LABELS.get(self.value, self.label)

    @property
    def family(self) -> str:
        """The badge family this state is shown in."""
        return _FAMILIES[self.value]


_STAFF_LABELS = {
    "draft": "申报人填写中",
    "returned": "已退回个人",
    "loss_objection": "异议待处理",
    "awaiting_materials": "待申报人上传资料",
    "employer_review": "待单位审核",
    "authority_review": "待主管单位审核",
    "office_review": "待职改办审核",
    "preliminary_passed": "初审通过，待批准",
    "awaiting_payment": "待申报人缴费",
    "admitted": "材料报送成功，待分组",
    "grouped": "已分组，待评审结果",
    "passed": "评审通过，待公示",
    "objection": "异议待处理",
    "decreed": "已发文，待批准",
}

_FAMILIES = {
    "draft": "todo",
    "returned": "back",
    "loss_notice": "public",
    "loss_objection": "public",
    "awaiting_materials": "todo",
    "employer_review": "doing",
    "authority_review": "doing",
    "office_review": "doing",
    "rejected_by_employer": "fail",
    "rejected_by_office": "fail",
    "preliminary_passed": "pass",
    "awaiting_payment": "todo",
    "payment_expired": "fail",
    "admitted": "doing",
    "grouped": "doing",
    "passed": "pass",
    "failed": "fail",
    "public_notice": "public",
    "objection": "public",
    "decreed": "pass",
    "approved": "pass",
    "issued": "pass",
    "given_up": "void",
    "lapsed": "void",
    "deleted": "void",
}


class KindCode(models.TextChoices):
    """The kinds of application, in the order of the menu."""

    EVALUATION = "evaluation", "职称评审"
    RECOGNITION = "recognition", "职称认定"
    RECONFIRMATION = "reconfirmation", "重新确认"
    REPLACEMENT = "replacement", "遗失补办"

    @property
    def barred_by(self) -> tuple[AcquisitionMethod, ...]:
        """How a certificate must have been acquired to stand against another one of the same level."""
        return _BARRED_BY[self.value]


class Eligibility(models.TextChoices):
    """What the rules say about the applicant's right to apply."""

    UNCHECKED = "unchecked", "未预检"
    ELIGIBLE = "eligible", "符合"
    MANUAL_REVIEW = "manual_review", "人工复核"


_BARRED_BY = {
    "evaluation": tuple(AcquisitionMethod),
    "recognition": tuple(AcquisitionMethod),
    # What was granted elsewhere is confirmed here once; the certificate it rests on is of the same level.
    "reconfirmation": (AcquisitionMethod.RECONFIRMATION,),
    "replacement": (),
}


def levels_of(level_group: str) -> tuple[str, ...]:
    """The levels of certificates behind one entry of the selector: 初级 is 助理级 and 员级."""
    return tuple(level.value for level in TitleLevel if level.selector == level_group)
