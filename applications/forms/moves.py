"""What each move asks of the person who makes it; the pages of the desks render these too."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership, User
from applications import labels, registry
from core.word_fields import WordsField
from core.workflow import MoveForm

OPINION_LIMIT = 500
# A decree older than this against the hand-in is a slip of the year.
LONGEST_BEFORE = datetime.timedelta(days=366)


def _opinion(label: str, hint: str = "") -> forms.CharField:
    return WordsField(
        label=label,
        help_text=hint,
        max_length=OPINION_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": OPINION_LIMIT}),
        error_messages={"required": "请填写意见", "max_length": f"意见最多 {OPINION_LIMIT} 个字，请精简。"},
    )


class CommitmentForm(MoveForm):
    """The pledge of 审核报送."""

    commitment = forms.BooleanField(
        label=f"我已认真阅读并同意以上承诺（{labels.PLEDGE_VERSION} 版）",
        error_messages={"required": "请先阅读并勾选承诺，再点“同意并报送”。"},
    )


class OpinionForm(MoveForm):
    """An opinion that goes on record."""

    opinion = _opinion("意见")


class RejectForm(MoveForm):
    """The reason of a refusal; the applicant reads it word for word."""

    opinion = _opinion("不通过的理由", "申报人会逐字看到这段话，请写明原因。")


class RecommendationForm(MoveForm):
    """推荐意见 of the employer."""

    opinion = _opinion("推荐意见", "随材料一并报送职改办。")


class ReturnForm(MoveForm):
    """What is to be mended, and where."""

    opinion = _opinion("退回意见", "申报人会逐字看到这段话，请一次写清要改哪里、怎么改。")
    sections = forms.MultipleChoiceField(
        label="需要修改的部分",
        help_text="勾选的部分申报人才能修改；一个也不勾，就全部可以修改。",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if self.subject is not None:
            sections = registry.kind(self.subject.kind).sections
            self.fields["sections"].choices = [(section.key, section.title) for section in sections]


class TransferForm(MoveForm):
    """The colleague who takes over."""

    assignee = forms.ModelChoiceField(
        User.objects.none(),
        label="转交给",
        empty_label="请选择",
        error_messages={"required": "请选择接手的同事。"},
    )
    opinion = _opinion("转交说明")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["assignee"].label_from_instance = lambda person: person.name
        if self.actor is not None and self.actor.office_id:
            staff = Membership.objects.current().filter(office=self.actor.office_id)
            colleagues = User.objects.filter(
                is_active=True, memberships__in=staff.exclude(role=Role.BOOTSTRAP)
            )
            self.fields["assignee"].queryset = colleagues.exclude(pk=self.actor.user.pk).distinct()


class ApproveForm(MoveForm):
    """批文号, 授予时间 and opinion of the approval."""

    decree_number = forms.CharField(
        label="批文号", max_length=60, error_messages={"required": "请填写批文号。"}
    )
    granted_on = forms.DateField(
        label="授予时间",
        input_formats=["%Y-%m-%d"],
        initial=timezone.localdate,
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"class": "w-date num", "inputmode": "numeric", "placeholder": "YYYY-MM-DD"},
        ),
        error_messages={"required": "请填写授予时间。", "invalid": "请按“年-月-日”填写，例如 2026-11-20。"},
    )
    opinion = _opinion("批准意见")

    def clean_granted_on(self):
        day = self.cleaned_data["granted_on"]
        if day > timezone.localdate():
            raise ValidationError("授予时间不能晚于今天，请核对。")
        if day < timezone.localdate(self.subject.submitted_at) - LONGEST_BEFORE:
            raise ValidationError("授予时间比报送早了一年以上，请核对年份。")
        return day
