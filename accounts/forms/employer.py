"""Which employer a person belongs to."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import labels


class EmployerChoiceForm(forms.Form):
    """A keyword, the employer picked from the list, or the word that there is none."""

    q = forms.CharField(
        label=labels.EMPLOYER,
        max_length=100,
        required=False,
        widget=forms.TextInput(
            attrs={
                "class": "w-line",
                "placeholder": labels.EMPLOYER_PLACEHOLDER,
                "autocomplete": "off",
                "data-autocomplete-target": "id_employer",
            }
        ),
    )
    employer = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": "请从列表里选择单位"}
    )
    talent_centre = forms.BooleanField(required=False)
    reason = forms.CharField(
        label="调整原因（可以不填）",
        max_length=200,
        required=False,
        help_text="新单位会看到这段话，例如入职时间、部门。",
        error_messages={"max_length": "原因最多 200 个字，请精简。"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs["data-autocomplete-url"] = reverse("accounts:employer_search")

    @property
    def only_searches(self):
        """Nothing is picked yet: the keyword asks for a list."""
        return not self.cleaned_data["employer"] and not self.cleaned_data["talent_centre"]

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data[name] for name in ("q", "employer", "talent_centre")):
            raise ValidationError("请填写单位名称关键字；没有单位的，请选“我没有单位（流动人员）”")
        return data
