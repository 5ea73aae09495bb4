"""The states of an application: one enumeration for all kinds, with what each audience calls them."""

from enum import nonmember

from django.db import models

from catalogue.enums import TitleLevel


class ApplicationState(models.TextChoices):
    """Labels are the applicant's; `staff_label` gives the words of the desks."""

    DRAFT = "draft", "待完善"
    RETURNED = "returned", "待完善（已退回）"
    EMPLOYER_REVIEW = "employer_review", "单位受理中"
    AUTHORITY_REVIEW = "authority_review", "主管单位审核中"
    OFFICE_REVIEW = "office_review", "职改办受理中"
    REJECTED_BY_EMPLOYER = "rejected_by_employer", "单位审核不通过"
    REJECTED_BY_OFFICE = "rejected_by_office", "初审不通过"
    PRELIMINARY_PASSED = "preliminary_passed", "初审通过"
    APPROVED = "approved", "已批准"
    ISSUED = "issued", "已发证"
    DELETED = "deleted", "已删除"

    editable = nonmember(("draft", "returned"))
    with_staff = nonmember(("employer_review", "authority_review", "office_review", "preliminary_passed"))
    refused = nonmember(("rejected_by_employer", "rejected_by_office"))
    granted = nonmember(("approved", "issued"))
    closed = nonmember(("rejected_by_employer", "rejected_by_office", "approved", "issued", "deleted"))
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
    "employer_review": "待单位审核",
    "authority_review": "待主管单位审核",
    "office_review": "待职改办审核",
    "preliminary_passed": "初审通过，待批准",
}

_FAMILIES = {
    "draft": "todo",
    "returned": "back",
    "employer_review": "doing",
    "authority_review": "doing",
    "office_review": "doing",
    "rejected_by_employer": "fail",
    "rejected_by_office": "fail",
    "preliminary_passed": "pass",
    "approved": "pass",
    "issued": "pass",
    "deleted": "void",
}


class KindCode(models.TextChoices):
    """The kinds of application that exist."""

    RECOGNITION = "recognition", "职称认定"


class Eligibility(models.TextChoices):
    """What the rules say about the applicant's right to apply."""

    UNCHECKED = "unchecked", "未预检"


def levels_of(level_group: str) -> tuple[str, ...]:
    """The levels of certificates behind one entry of the selector: 初级 is 助理级 and 员级."""
    return tuple(level.value for level in TitleLevel if level.selector == level_group)
