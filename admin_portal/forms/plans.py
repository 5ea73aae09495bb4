"""评审计划: what opening, changing, requiring, lengthening and ending one ask of the office."""

import datetime

from django import forms
from django.utils import timezone

from applications.models import EvaluationCommittee
from applications.plan_enums import PlanStage
from applications.plan_sections import ALWAYS, SECTIONS
from applications.services import plan_rules
from applications.services.plan_desk import TERMS, days_of
from applications.services.plan_requirements import sections_of
from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from core.date_fields import DayField
from core.number_fields import NumberField, WholeNumberField
from core.versions import VersionedForm
from core.word_fields import WordsField

BOTH_DAYS = "开始和截止日期请一起填写；不安排的，两个都空着。"
REASON_HINT = "会记录下来，并原样告诉正在填报的人，例如“系统维护，顺延一周”。"


def years_offered() -> list[int]:
    """The years a plan may be opened for: the current and the next one."""
    year = timezone.localdate().year
    return [year + 1, year]


class YearForm(forms.Form):
    """The year last year's plans are copied to."""

    year = forms.TypedChoiceField(
        label="计划年度", coerce=int, error_messages={"invalid_choice": "请从列表里选择年度。"}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, f"{year} 年") for year in years_offered()]


class NewPlanForm(YearForm):
    """新建: which committee, which year; everything else is filled in next."""

    committee = forms.ModelChoiceField(
        None,
        label="评审会",
        to_field_name="code",
        empty_label="请选择",
        error_messages={"required": "请选择评审会。", "invalid_choice": "请从列表里选择评审会。"},
    )
    field_order = ("committee", "year")

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee"].queryset = EvaluationCommittee.objects.filter(office=office, is_active=True)


def reason_field() -> forms.CharField:
    """修改原因 of a published plan."""
    return WordsField(
        label="原因",
        max_length=200,
        help_text=REASON_HINT,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明原因。"},
    )


class PlanForm(VersionedForm):
    """Windows and terms of one plan; a published one also asks why."""

    fee_amount = NumberField(
        label="评审费（元）",
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text="不收费填 0。",
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "decimal"}),
        error_messages={
            "required": "请填写评审费，不收费填 0。",
            "invalid": "请只填数字，例如 50。",
            "min_value": "评审费不能小于 0。",
            "max_digits": "评审费最多填到 999999.99，请核对。",
            "max_whole_digits": "评审费最多填到 999999.99，请核对。",
            "max_decimal_places": "最多两位小数，例如 50.50。",
        },
    )
    collects_online = forms.BooleanField(label="网上收费", required=False)
    quota = WholeNumberField(
        label="评审名额",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="不限名额的，空着不填。",
        widget=forms.TextInput(attrs={"class": "w-code num", "inputmode": "numeric"}),
        error_messages={
            "invalid": "请只填数字。",
            "min_value": "名额至少是 1；不限名额的，空着不填。",
            "max_value": "名额最多填到 100000；不限名额的，空着不填。",
        },
    )
    needs_authority_review = forms.BooleanField(
        label="单位推荐后，须经主管单位审核",
        required=False,
        help_text=(
            "有主管单位的，由主管单位审核；没有主管单位、属于下级职改办的，由下级职改办审核。"
            "其他单位直接报送本办。同意以后，都由本办受理和初审。"
        ),
    )
    notes = WordsField(
        label="给申报人的说明",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="例如当年的重点要求、纸质材料送到哪里。",
    )

    def __init__(self, data=None, *, plan, **kwargs):
        super().__init__(data, **kwargs)
        self.plan = plan
        for stage in PlanStage:
            self.fields[f"{stage}_opens_on"] = DayField(label=f"{stage.label}开始", required=False)
            self.fields[f"{stage}_closes_on"] = DayField(label=f"{stage.label}截止", required=False)
        if not plan.office.fees_online:
            self.fields["collects_online"].disabled = True
            self.fields["collects_online"].help_text = "本办还没有开通网上收取费用，可在“组织机构”里开通。"
        if plan.is_published:
            self.fields["reason"] = reason_field()

    @staticmethod
    def initial_of(row) -> dict:
        told = {name: getattr(row, name) for name in TERMS}
        told["fee_amount"] = f"{row.fee_amount.normalize():f}"
        for stage, (opens_on, closes_on) in days_of(row).items():
            told |= {f"{stage}_opens_on": opens_on, f"{stage}_closes_on": closes_on}
        return told

    @property
    def stages(self):
        """The pairs of day fields in the order of the stages."""
        return [(stage.label, self[f"{stage}_opens_on"], self[f"{stage}_closes_on"]) for stage in PlanStage]

    @property
    def terms(self) -> dict:
        """What the service is given beside the windows."""
        told = {name: self.cleaned_data[name] for name in TERMS}
        return told | {"notes": told["notes"].replace("\r\n", "\n")}

    @property
    def windows(self) -> plan_rules.Windows:
        """The complete pairs of days by stage."""
        pairs = {stage: self._days(stage) for stage in PlanStage}
        return {stage: (first, last) for stage, (first, last) in pairs.items() if first and last}

    def _days(self, stage) -> tuple[datetime.date | None, datetime.date | None]:
        return self.cleaned_data.get(f"{stage}_opens_on"), self.cleaned_data.get(f"{stage}_closes_on")

    def clean(self):
        data = super().clean()
        for stage in PlanStage:
            missing = [end for end in ("opens_on", "closes_on") if not data.get(f"{stage}_{end}")]
            if len(missing) == 1 and f"{stage}_{missing[0]}" not in self.errors:
                self.add_error(f"{stage}_{missing[0]}", BOTH_DAYS)
        faults = plan_rules.window_faults(self.plan.year, self.windows)
        if self.plan.is_published and not self.errors:
            fee = data.get("fee_amount")
            faults += plan_rules.publishing_faults(self.plan.committee, self.windows, fee)
        for day, sentence in faults:
            self.add_error(day or None, sentence)
        return data


class RequirementForm(VersionedForm):
    """必填部分: for each level of the committee the sections that have to be filled in."""

    def __init__(self, data=None, *, plan, series, **kwargs):
        super().__init__(data, **kwargs)
        self.plan, self.series = plan, series
        for level in TitleLevel:
            if level in plan.committee.levels:
                self.fields[level.value] = forms.MultipleChoiceField(
                    label=level.label,
                    choices=[(key, title) for key, title in SECTIONS if key != ALWAYS],
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    error_messages={"invalid_choice": "请只勾选列出的部分。"},
                )
        if plan.is_published:
            self.fields["reason"] = reason_field()

    @classmethod
    def of(cls, row, data=None, *, series, **kwargs):
        """The boxes as they are ticked for one series."""
        initial = {**sections_of(row, series), "version": row.version}
        return cls(data, initial=initial, series=series, **kwargs)

    def initial_of(self, row) -> dict:
        return sections_of(row, self.series)

    @property
    def levels(self):
        """The groups of boxes, the highest level first."""
        return [self[name] for name in self.sections_asked]

    @property
    def sections_asked(self) -> list[str]:
        """The levels the form asks for."""
        return [name for name in self.fields if name in TitleLevel.values]

    @property
    def sections(self) -> dict:
        """What the service is given."""
        return {name: self.cleaned_data[name] for name in self.sections_asked}


class ReasonForm(VersionedForm):
    """结束: why."""

    reason = reason_field()

    @staticmethod
    def initial_of(row) -> dict:
        return {}


class LateForm(VersionedForm):
    """补报: until when, and why."""

    until = DayField(label="补报截止日期", help_text="当天 24:00 截止。")
    reason = reason_field()

    def __init__(self, data=None, *, plan, **kwargs):
        super().__init__(data, **kwargs)
        self.plan = plan

    @staticmethod
    def initial_of(row) -> dict:
        return {"until": row.late_until, "reason": row.late_reason}

    def clean_until(self):
        until = self.cleaned_data["until"]
        if fault := plan_rules.late_fault(days_of(self.plan), until, timezone.localdate()):
            raise forms.ValidationError(fault)
        return until


def series_offered(plan):
    """适用系列: what is offered besides all of the committee's; a line for another series would be idle."""
    return TitleSeries.objects.filter(pk=plan.committee.series_id)
