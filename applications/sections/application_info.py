"""1. 申报信息: through whom, as what, and for which title."""

from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.models import Employer
from applications import labels
from applications.enums import levels_of
from applications.sections.fields import keyword_input, one_by_name
from catalogue.enums import AssessMode
from catalogue.fields import EnumField
from catalogue.models import EnumItem, Title
from core.sections import Section, SectionForm


def titles_offered(level_group, office) -> QuerySet:
    """Titles of one level group that this office may recognise and that no national examination decides."""
    levels = [level for level in levels_of(level_group) if level in office.can_recognize_levels]
    titles = Title.objects.filter(is_current=True, level__in=levels).exclude(
        assess_mode=AssessMode.NATIONAL_EXAM
    )
    if office.series_codes:
        titles = titles.filter(series__code__in=office.series_codes)
    return titles.select_related("series").order_by("series__order", "series__code", "level", "pk")


def _grouped(titles) -> list:
    by_series = groupby(titles, key=lambda title: title.series.name)
    return [("", "请选择"), *((name, [(str(t.pk), t.path) for t in group]) for name, group in by_series)]


class ApplicationInfoForm(SectionForm):
    """The fields of the manual in its order; the title is one grouped list, whole without scripts."""

    silent = ("employer", "custom_specialty")
    short_labels = {"employer_name": "单位"}
    wide = ("employer_name", "title", "custom_specialty")

    employer_name = forms.CharField(
        label=labels.EMPLOYER_LABEL,
        max_length=100,
        widget=keyword_input("accounts:employer_search", "employer", labels.EMPLOYER_PLACEHOLDER),
        error_messages={"required": "请填写单位名称。"},
    )
    employer = forms.UUIDField(required=False, widget=forms.HiddenInput)
    personnel_status = EnumField("person_identity", label="个人身份性质")
    title = forms.ChoiceField(
        label="拟认定专业技术资格名称", error_messages={"required": "请选择拟认定的专业技术资格名称。"}
    )
    custom_specialty = forms.BooleanField(label="自定义拟评专业名称", required=False, initial=True)
    specialty = forms.CharField(
        label="拟评专业名称",
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": "请输入拟评专业名称", "list": "specialties"}),
        error_messages={"required": "请填写拟评专业名称。"},
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        titles = titles_offered(self.subject.level_group, self.subject.office)
        self.titles = {str(title.pk): title for title in titles}
        self.fields["title"].choices = _grouped(self.titles.values())
        if not self.initial and self.subject.applicant.employer_id:
            self.initial = {"employer_name": self.subject.applicant.employer.name, "custom_specialty": True}

    @staticmethod
    def known_specialties() -> list[str]:
        """Names offered for 拟评专业名称; any other is welcome with 自定义拟评专业名称."""
        return list(EnumItem.objects.filter(group="specialty_seen").values_list("name", flat=True))

    def clean_title(self):
        """The same series and level is not recognised twice (decision B27)."""
        key = self.cleaned_data["title"]
        title = self.titles[key]
        if self.subject.is_taken(title.series, title.level):
            raise ValidationError(
                "您已有同系列同级别的职称或申报，不能重复申报。请在证书管理或申报职称里查看。"
            )
        return key

    def clean(self):
        answers = super().clean()
        self._find_employer(answers)
        specialty = answers.get("specialty")
        if specialty and not answers.get("custom_specialty") and specialty not in self.known_specialties():
            self.add_error(
                "specialty", f"“{specialty}”不在常用专业里。请从列表中选择，或勾选“自定义拟评专业名称”。"
            )
        return answers

    def _find_employer(self, answers):
        typed = answers.get("employer_name")
        if not typed:
            return
        chosen = Employer.objects.active().filter(public_id=answers.get("employer")).first()
        try:
            self.found_employer = one_by_name(
                Employer.objects.named_like(typed), typed, chosen=chosen, thing="单位"
            )
        except ValidationError as refusal:
            self.add_error("employer_name", refusal)
            return
        answers["employer"] = self.found_employer.public_id
        answers["employer_name"] = self.found_employer.name

    def promoted(self) -> dict:
        """The columns of the application that follow from the answers."""
        title = self.titles[self.cleaned_data["title"]]
        return {
            "employer": self.found_employer,
            "series": title.series,
            "level": title.level,
            "title_name": title.name,
            "specialty": self.cleaned_data["specialty"],
        }


APPLICATION_INFO = Section(
    key="application_info",
    title="1. 申报信息",
    form=ApplicationInfoForm,
    promotes=("employer", "series", "level", "title_name", "specialty"),
    depends_on_office=True,
)
