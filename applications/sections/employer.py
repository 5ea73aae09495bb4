"""Through whom the person applies: the employer by keyword, found again by its name."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.enums import EmployerState
from accounts.models import Employer
from applications import labels
from applications.sections.fields import keyword_input, one_by_name
from core.sections import SectionForm


class EmployerForm(SectionForm):
    """The question for the 单位; once the form is valid, `found_employer` is the row it means."""

    silent: tuple[str, ...] = ("employer",)
    short_labels = {"employer_name": "单位"}

    employer_name = forms.CharField(
        label=labels.EMPLOYER_LABEL,
        max_length=100,
        widget=keyword_input("accounts:employer_search", "employer", labels.EMPLOYER_PLACEHOLDER),
        error_messages={"required": "请填写单位名称。"},
    )
    employer = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if not self.is_bound and "employer_name" not in self.initial and self.subject.applicant.employer_id:
            self.initial = {**self.initial, "employer_name": self.subject.applicant.employer.name}

    def clean(self):
        answers = super().clean()
        self._find_employer(answers)
        return answers

    def _find_employer(self, answers):
        typed = answers.get("employer_name")
        if not typed:
            return
        chosen = self._chosen(answers.get("employer"))
        try:
            self.found_employer = one_by_name(
                Employer.objects.named_like(typed), typed, chosen=chosen, thing="单位"
            )
        except ValidationError as refusal:
            self.add_error("employer_name", refusal)
            return
        answers["employer"] = self.found_employer.public_id
        answers["employer_name"] = self.found_employer.name

    def _chosen(self, public_id):
        """The employer in use of this id; that of the application is at hand already."""
        named = self.subject.employer
        if named and named.public_id == public_id and named.state == EmployerState.ACTIVE:
            return named
        return Employer.objects.active().filter(public_id=public_id).first()
