"""The forms of pages that are not moves: 我要申报 and 报送职改办."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import TitleOffice
from applications import labels
from applications.enums import levels_of
from applications.sections.fields import keyword_input, one_by_name
from catalogue.enums import LevelGroup


class TargetForm(forms.Form):
    """级别 and 报送职改办, the latter by typed keyword, with or without scripts."""

    level_group = forms.ChoiceField(
        label="级别",
        choices=LevelGroup.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "请选择级别。"},
    )
    office_name = forms.CharField(
        label=labels.OFFICE_LABEL,
        max_length=100,
        widget=keyword_input("accounts:office_search", "office", labels.OFFICE_PLACEHOLDER),
        error_messages={"required": "请填写报送职改办。"},
    )
    office = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, kind, **kwargs):
        super().__init__(data, **kwargs)
        self.kind = kind

    def clean_level_group(self):
        group = self.cleaned_data["level_group"]
        if group not in self.kind.level_groups:
            raise ValidationError(self.kind.wrong_level)
        return group

    def clean(self):
        answers = super().clean()
        typed, group = answers.get("office_name"), answers.get("level_group")
        if typed and group:
            self._find_office(answers, typed, LevelGroup(group))
        return answers

    def _find_office(self, answers, typed, group):
        chosen = TitleOffice.objects.filter(public_id=answers.get("office")).first()
        found = TitleOffice.objects.recognizing(levels_of(group)).named_like(typed)
        if chosen is not None and not found.filter(pk=chosen.pk).exists():
            chosen = None
        try:
            office = one_by_name(found, typed, chosen=chosen, thing=f"可以认定{group.label}的职改办")
        except ValidationError as refusal:
            self.add_error("office_name", refusal)
            return
        answers["found_office"] = office
