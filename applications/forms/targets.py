"""我要申报 and 报送职改办: for which level, and at which office or before which committee."""

from itertools import groupby
from typing import cast

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import TitleOffice
from applications import labels
from applications.models import EvaluationPlan
from applications.plan_enums import PlanStage
from applications.registry import Target
from applications.sections.fields import keyword_input, one_by_name
from applications.services.plans import open_plans
from catalogue.enums import LevelGroup


class LevelSelect(forms.RadioSelect):
    """The levels of titles, all of them in view; those of `closed` cannot be chosen."""

    closed: tuple[str, ...] = ()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if value in self.closed:
            option["attrs"]["disabled"] = True
        return option


class TargetForm(forms.Form):
    """The level, among those the kind is open for; `target()` is what a valid form says.

    The choice shows all levels, as the manual does, and says beside it why some are closed.
    `question` stands above the form.
    """

    question = ""

    level_group = forms.ChoiceField(
        label="级别",
        choices=LevelGroup.choices,
        widget=LevelSelect,
        error_messages={"required": "请选择级别。"},
    )

    def __init__(self, data=None, *, kind, **kwargs):
        super().__init__(data, **kwargs)
        self.kind = kind
        closed = tuple(group for group in LevelGroup if group not in kind.level_groups)
        field = self.fields["level_group"]
        cast(LevelSelect, field.widget).closed = closed
        field.help_text = kind.wrong_level if closed else ""

    @staticmethod
    def initial_of(application) -> dict:
        """What an application is aimed at now, by the names of the fields."""
        return {"level_group": application.level_group}

    def clean_level_group(self):
        group = self.cleaned_data["level_group"]
        if group not in self.kind.level_groups:
            raise ValidationError(self.kind.wrong_level)
        return group

    def target(self) -> Target:
        """What was chosen."""
        raise NotImplementedError


class OfficeForm(TargetForm):
    """级别 and 报送职改办, the latter by typed keyword, with or without scripts."""

    question = "请选择申报级别及报送职改办。"

    office_name = forms.CharField(
        label=labels.OFFICE_LABEL,
        max_length=100,
        widget=keyword_input("accounts:office_search", "office", labels.OFFICE_PLACEHOLDER),
        error_messages={"required": "请填写报送职改办。"},
    )
    office = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def initial_of(application) -> dict:
        office = application.office
        return {
            "level_group": application.level_group,
            "office_name": office.name,
            "office": office.public_id,
        }

    def clean(self):
        answers = super().clean()
        typed, group = answers.get("office_name"), answers.get("level_group")
        if typed and group:
            self._find_office(answers, typed, LevelGroup(group))
        return answers

    def target(self) -> Target:
        return Target(self.cleaned_data["level_group"], self.cleaned_data["found_office"])

    def _find_office(self, answers, typed, group):
        """Of the offices that bear the name, those that decide the level in this kind."""
        named = TitleOffice.objects.active().named_like(typed)
        deciding = [office.pk for office in named if self.kind.levels_open(Target(group, office))]
        found = named.filter(pk__in=deciding)
        chosen = found.filter(public_id=answers.get("office")).first()
        thing = f"可以办理{group.label}{self.kind.label}的职改办"
        try:
            answers["found_office"] = one_by_name(found, typed, chosen=chosen, thing=thing)
        except ValidationError as refusal:
            self.add_error("office_name", refusal)


class PlanForm(TargetForm):
    """拟申报级别 and 评审委员会; only those open today are offered."""

    question = "请选择拟申报级别及评审委员会。"

    plan = forms.ChoiceField(
        label="评审委员会",
        help_text="只列出现在可以申报的评审会。",
        error_messages={
            "required": "请选择评审委员会。",
            "invalid_choice": "这个评审会现在不接受申报，请另选一个。",
        },
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        found = {plan.pk: plan for group in LevelGroup for plan in open_plans(group)}
        self.plans = {str(plan.public_id): plan for plan in found.values()}
        self.fields["plan"].choices = _by_series(self.plans.values())

    @staticmethod
    def initial_of(application) -> dict:
        return {"level_group": application.level_group, "plan": str(application.plan.public_id)}

    def target(self) -> Target:
        plan = self.plans[self.cleaned_data["plan"]]
        return Target(self.cleaned_data["level_group"], plan.office, plan)


def _by_series(plans) -> list:
    ordered = sorted(plans, key=lambda plan: (plan.committee.series.order, plan.committee.name))
    grouped = groupby(ordered, key=lambda plan: plan.committee.series.name)
    return [("", "请选择"), *((name, [_choice(plan) for plan in found]) for name, found in grouped)]


def _choice(plan: EvaluationPlan) -> tuple[str, str]:
    committee, until = plan.committee, plan.last_day(PlanStage.APPLY)
    return str(plan.public_id), f"{committee.name}（{committee.level_words}，{until:%Y-%m-%d} 截止）"
