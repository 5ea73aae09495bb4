"""What the moves of a committee's results ask of the office."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications.forms.moves import OPINION_LIMIT
from applications.models import EvaluationGroup, ResultNotice
from applications.services.ballots import fault, judge
from certificates.models import Decree
from core.date_fields import DayField
from core.number_fields import WholeNumberField
from core.word_fields import WordsField
from core.workflow import MoveForm

MOST = 999
PASSED, FAILED = "评审通过", "评审未通过"


def votes_field(label: str, least: int, hint: str = "") -> WholeNumberField:
    """So many people, at least `least`."""
    return WholeNumberField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=MOST,
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "numeric"}),
        error_messages={
            "required": f"请填写{label}人数。",
            "invalid": "请填整数，例如 15。",
            "min_value": f"{label}人数不能少于 {least}。",
            "max_value": f"{label}人数不能多于 {MOST}。",
        },
    )


def members_field() -> WholeNumberField:
    """All who are on the committee, whether they came or not."""
    return votes_field("评委会", 1, "这次评审的评委会总人数，没有出席的也算。")


class GroupForm(MoveForm):
    """The group of the plan an application is put in."""

    group = forms.ModelChoiceField(
        EvaluationGroup.objects.none(),
        label="评议组",
        to_field_name="public_id",
        empty_label="请选择",
        error_messages={
            "required": "请选择评议组。还没有的，请先在“评审组织”里新建。",
            "invalid_choice": "这个评议组不属于这个评审计划，请重新选择。",
        },
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if self.subject is not None:
            self.fields["group"].queryset = EvaluationGroup.objects.filter(plan=self.subject.plan_id)

    def clean(self):
        answers = super().clean()
        return answers | {"opinion": f"分到“{answers['group']}”"} if answers.get("group") else answers

    def repeats(self, row):
        """The same person may think better of it."""
        place = getattr(self.subject, "place", None)
        return place is not None and place.group == self.said("group")


class VotesForm(MoveForm):
    """The ballot in numbers; whether it was passed follows from them (人社部令第 40 号; the ratio is set)."""

    evaluated_on = DayField(label="评审日期", past=True)
    members = members_field()
    attending = votes_field("出席", 1)
    approve = votes_field("赞成", 0)
    against = votes_field("反对", 0)
    abstain = votes_field("弃权", 0)

    def clean_evaluated_on(self):
        day = self.cleaned_data["evaluated_on"]
        if day < timezone.localdate(self.subject.submitted_at):
            raise ValidationError("评审日期早于报送的日期，请核对。")
        return day

    def clean(self):
        answers = super().clean()
        if self.errors:
            return answers
        if why := fault(answers):
            self.add_error("attending", why)
            return answers
        needed, passed = judge(answers["attending"], answers["approve"])
        return answers | {"needed": needed, "passed": passed, "opinion": PASSED if passed else FAILED}

    def repeats(self, row):
        """Other numbers are another result."""
        result = getattr(self.subject, "result", None)
        return result is not None and all(self.said(name) == getattr(result, name) for name in self.fields)


class NoticeForm(MoveForm):
    """The list a person is put on; only one that began today, for everybody's days are counted from there."""

    notice = forms.ModelChoiceField(ResultNotice.objects.none())

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if self.subject is not None:
            self.fields["notice"].queryset = ResultNotice.objects.filter(
                plan=self.subject.plan_id, starts_on=timezone.localdate()
            )


class DecreeForm(MoveForm):
    """The decree by which the office makes the result known."""

    decree = forms.ModelChoiceField(Decree.objects.none(), error_messages={"required": "请先登记批文。"})

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if self.subject is not None:
            self.fields["decree"].queryset = Decree.objects.filter(office=self.subject.office_id)

    def repeats(self, row):
        """Another decree is another act."""
        return self.subject.result.decree == self.said("decree")


class ResultObjectionForm(MoveForm):
    """An objection against a result, under the real name of who raised it."""

    objector_name = WordsField(
        label="异议人姓名（实名）",
        max_length=50,
        error_messages={"required": "请填写异议人的真实姓名。匿名的异议不受理。"},
    )
    objector_contact = WordsField(
        label="异议人联系方式",
        max_length=60,
        help_text="电话或地址，核实异议时用。姓名和联系方式加密保存，申报人看不到。",
        error_messages={"required": "请填写异议人的联系方式，以便核实。"},
    )
    opinion = WordsField(
        label="异议内容",
        max_length=OPINION_LIMIT,
        help_text="申报人会看到内容，请不要写异议人的姓名。",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": OPINION_LIMIT}),
        error_messages={"required": "请填写异议内容。"},
    )

    def repeats(self, row):
        """Two people may object in the same words."""
        latest = self.subject.result_entry.objections.last()
        return super().repeats(row) and latest.objector_name == self.said("objector_name")
