"""What 恢复 of an application that was not paid in time asks for."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from applications.forms.moves import OpinionForm
from applications.plan_enums import PlanStage
from applications.services.plans import day_words


class MoreTimeForm(OpinionForm):
    """A new last day to pay, and why."""

    until = forms.DateField(
        label="缴费延到",
        help_text="只对这一份申报有效，含当日。",
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(
            format="%Y-%m-%d",
            attrs={"class": "w-date num", "inputmode": "numeric", "placeholder": "YYYY-MM-DD"},
        ),
        error_messages={
            "required": "请填写缴费延到哪一天。",
            "invalid": "请按“年-月-日”填写，例如 2026-11-20。",
        },
    )
    field_order = ("until", "opinion")

    def clean_until(self):
        """Today or later, and before the committee is done."""
        day, plan = self.cleaned_data["until"], self.subject.plan
        if day < timezone.localdate():
            raise ValidationError("这一天已经过了，请填今天或以后的日期。")
        last = plan and plan.last_day(PlanStage.EVALUATE)
        if last and day > last:
            raise ValidationError(f"评审到 {day_words(last)}结束，缴费要在这之前。")
        return day
